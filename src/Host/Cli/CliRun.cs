using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assistant.Host.Cli.Commands;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Host.Storage;

namespace Assistant.Host.Cli;

/// <summary>One run of one command: what was typed, where it works, and what it shows.</summary>
internal sealed class CliRun
{
    private readonly ParseResult _parsed;
    private bool _showsDemo;

    public CliRun(CliEnvironment environment, ParseResult parsed)
    {
        Environment = environment;
        _parsed = parsed;
        Folder = FolderChoice.Of(parsed.GetValue(Options.Data), environment.Variable, environment.Root);
        Screen = new Screen(environment.Out, environment.Terminal);
        Notes = new Screen(environment.Error, environment.Terminal with { Colour = environment.Terminal.Colour && environment.Terminal.ErrorIsTty });
        Consent = new Consent(this);
    }

    public CliEnvironment Environment { get; }

    /// <summary>The data folder the command works on.</summary>
    public FolderChoice Folder { get; private set; }

    public Screen Screen { get; }

    /// <summary>What stands beside the answer, on standard error: labels, hints, what was left out.</summary>
    public Screen Notes { get; }

    public Consent Consent { get; }

    public bool Json => _parsed.GetValue(Options.Json);

    public bool SaysYes => _parsed.GetValue(Options.Yes);

    public T Value<T>(Option<T> option) => _parsed.GetValue(option)!;

    public T Value<T>(Argument<T> argument) => _parsed.GetValue(argument)!;

    /// <summary>A command to type next, with the data folder where it was chosen by hand.</summary>
    public string Command(string command) => Folder.GivenPath is { } path ? $"{CommandLine.Program} {command} --data {Quoted(path)}" : $"{CommandLine.Program} {command}";

    private static string Quoted(string path) => path.Any(c => !char.IsLetterOrDigit(c) && c is not ('/' or '\\' or ':' or '.' or '-' or '_' or '~')) ? $"'{path}'" : path;

    /// <summary>Works on another folder from here on.</summary>
    public void MoveTo(FolderChoice folder) => Folder = folder;

    /// <summary>Reaches the running host, or starts one, with the rights that need no key.</summary>
    public ValueTask<HostConnection> ConnectAsync(CancellationToken cancel) => ConnectAsync(new HostCall(Folder.Folder), cancel);

    /// <summary>The same with the owner's key, after the owner's yes to <paramref name="question"/>.</summary>
    public async ValueTask<HostConnection> ConnectAsOwnerAsync(string question, CancellationToken cancel)
    {
        var key = new OwnerKey(Folder.Folder).Require();
        await Consent.RequireAsync(question, cancel);
        return await ConnectAsync(new HostCall(Folder.Folder) { ClientKey = key }, cancel);
    }

    public async ValueTask<HostConnection> ConnectAsync(HostCall call, CancellationToken cancel)
    {
        var host = await WaitingAsync("Starting the host", Environment.Door.ConnectAsync(call, cancel).AsTask());
        _showsDemo |= host.Hello.Demo;
        return host;
    }

    /// <summary>Waits, and once that takes a while says what for.</summary>
    public Task<T> WaitingAsync<T>(string what, Task<T> work) =>
        WaitingAsync(() => what, work);

    /// <summary>The same for work that says itself how far it is.</summary>
    /// <param name="what">What is being done now.</param>
    /// <param name="work">The work.</param>
    /// <param name="begun">False while it still asks the person something, whose line is not ours to write on; absent is never.</param>
    public Task<T> WaitingAsync<T>(Func<string> what, Task<T> work, Func<bool>? begun = null) =>
        Environment.Terminal.ErrorIsTty && !Json ? Progress.ShowAsync(what, work, begun ?? (static () => true), Environment.Error, Environment.Time) : work;

    /// <summary>Shows an answer: as it stands in JSON, else as <paramref name="view"/> draws it.</summary>
    public ExitCode Show<T>(JsonTypeInfo<T> type, T answer, Action<Screen> view)
    {
        if (Json)
            PrintJson(writer => JsonSerializer.Serialize(writer, answer, type));
        else
            view(Screen);
        return ExitCode.Ok;
    }

    public void PrintJson(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        // Indented for eyes, one line for programs. What is not ASCII stays itself: this is no HTML.
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = Environment.Terminal.OutIsTty, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(writer);
        Environment.Out.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>Says, after everything else, that what was shown is a demonstration.</summary>
    public void ShowLabel()
    {
        if (_showsDemo && !Json)
            Notes.Line($"demo data: {Command("demo --remove")} ends it", Tone.Dim);
    }

    /// <summary>The command shows its own label, or removed what it would label.</summary>
    public void DropLabel() => _showsDemo = false;
}
