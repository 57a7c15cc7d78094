using Assistant.Host.Cli.Machine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>Takes the steps of connecting a mailbox: opens the page that has to be opened, and says where it is for a browser that does not.</summary>
internal sealed class ConnectSteps(CliRun run, CancellationToken cancel) : IProgress<ConnectStep>
{
    private Task _opening = Task.CompletedTask;

    public string Words { get; private set; } = "Connecting";

    public void Report(ConnectStep value)
    {
        Words = value.Message;
        if (value.Url is { } url)
            _opening = OpenAsync(url, value.Until);
    }

    /// <summary>The browser has been told, whatever came of it.</summary>
    public Task ClosedAsync() => _opening.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private async Task OpenAsync(string url, DateTimeOffset? until)
    {
        var opened = await new BrowserStart(run.Environment.Machine, run.Environment.Programs).OpenAsync(url, run.Folder.Folder.FullPath, cancel);
        run.Notes.Line(opened ? "Your browser opens a page to sign in at. Where it does not, open this address on this machine:" : "Open this address in a browser on this machine:");
        run.Notes.Block(url);
        run.Notes.Line(until is { } end ? $"It waits until {Shown.Time(end)}." : "It waits for you there.", Tone.Dim);
    }
}
