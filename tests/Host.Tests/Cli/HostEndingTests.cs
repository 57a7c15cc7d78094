using System.Diagnostics;
using Assistant.Host.Cli;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Storage;
using Assistant.Host.Tests.Storage;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Cli;

/// <summary>Another process has the folder, and gives it up when it is told to.</summary>
public sealed class HostEndingTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Process _host;

    public HostEndingTests()
    {
        var command = Children.Command("hold-folder", _folder.Data.FullPath);
        _host = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Assert.Equal("held", _host.StandardOutput.ReadLine());
    }

    public void Dispose()
    {
        _host.Kill();
        _host.WaitForExit();
        _host.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Wait_HostStillAtWork_EndsWhenTheFolderIsFree()
    {
        var ending = HostEnding.WaitAsync(_folder.Data, _host.Id, TimeProvider.System, default);
        Assert.False(ending.IsCompleted);

        await _host.StandardInput.WriteLineAsync();
        await ending;

        Assert.False(HostLock.IsHeld(_folder.Data));
    }

    [Fact]
    public async Task Wait_AnotherHostHasTheFolderSince_DoesNotWaitForThatOne() =>
        await HostEnding.WaitAsync(_folder.Data, _host.Id + 1, TimeProvider.System, default);

    [Fact]
    public async Task Wait_HostThatStaysBusy_SaysSoAfterTwoMinutes()
    {
        var time = new ManualTime();
        var ending = HostEnding.WaitAsync(_folder.Data, _host.Id, time, default);

        while (!ending.IsCompleted)
            time.Advance(TimeSpan.FromSeconds(30));

        Assert.Contains("still busy", (await Assert.ThrowsAsync<CliException>(() => ending)).Message, StringComparison.Ordinal);
    }
}
