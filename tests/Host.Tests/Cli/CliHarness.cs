using Assistant.Host.Cli;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Machine;
using Assistant.Host.Cli.Terminal;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Secrets;
using Assistant.Host.Tests.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

/// <summary>The command line over a fake host, a temporary data root and a person who types what the test says.</summary>
internal sealed class CliHarness : IHostDoor, IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly MemoryStream _raw = new();

    public FakeHost Host { get; } = new();

    public FakeTty Tty { get; init; } = new();

    public TerminalProfile Terminal { get; init; } = new(80, false, true, false, false);

    public IPrograms Programs { get; init; } = new FakePrograms();

    public string? SourceTree { get; init; }

    public MachineKind System { get; init; } = MachineKind.Linux;

    public Dictionary<string, string> Variables { get; } = [];

    public DataRoot Root => new(_temp.PathTo("data-root"));

    public string PathTo(string name) => _temp.PathTo(name);

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public byte[] Raw => _raw.ToArray();

    public bool Running { get; init; } = true;

    /// <summary>Keeps an owner's key for the folder in use, as <c>setup</c> does.</summary>
    public CliHarness WithKey()
    {
        // Chosen here, so that no test writes into the keyring of who runs it.
        _ = new SecretStore(Root.Current.SecretsPath, SecretPlaceKind.File).Place;
        new OwnerKey(Root.Current).Keep("key-of-the-owner");
        return this;
    }

    public CliHarness AsDemo()
    {
        Root.SetCurrent(DataRoot.Demo);
        Directory.CreateDirectory(Root.Current.FullPath);
        File.WriteAllText(Root.Current.DemoMarkerPath, "{}");
        return this;
    }

    public Task<ExitCode> RunAsync(params string[] args) => RunAsync(args, CancellationToken.None);

    public Task<ExitCode> RunAsync(string[] args, CancellationToken cancel) => new CommandLine(Environment()).RunAsync(args, cancel);

    public string WriteFile(string name, string text)
    {
        var path = _temp.PathTo(name);
        File.WriteAllText(path, text);
        return path;
    }

    public ValueTask<HostConnection> ConnectAsync(HostCall call, CancellationToken cancel)
    {
        if (!Running && !call.Start)
            throw new CliException(ExitCode.NotFound, "No host is running.");
        Host.Key = call.ClientKey;
        Host.Events = call.Events ?? Host.Events;
        var hello = new InitializeResponse { HostVersion = "0", Person = "p", Scopes = [], Demo = call.Folder.IsDemo };
        return ValueTask.FromResult(new HostConnection(Host, hello, new Nothing()));
    }

    public ValueTask<Stream> OpenAsync(HostCall call, CancellationToken cancel) => throw new NotSupportedException();

    public void Dispose() => _temp.Dispose();

    private CliEnvironment Environment() => new()
    {
        Out = _out,
        Error = _error,
        RawOut = () => _raw,
        RawIn = () => Stream.Null,
        Terminal = Terminal,
        Tty = Tty,
        Root = Root,
        Door = this,
        Editor = new TextEditor(name => Variables.GetValueOrDefault(name)),
        Machine = new MachineProfile(System, PathTo("home"), name => Variables.GetValueOrDefault(name)),
        Programs = Programs,
        SourceTree = SourceTree,
        Variable = name => Variables.GetValueOrDefault(name),
        Time = TimeProvider.System,
        Hooks = new CliHooks((_, _) => Task.FromResult(0), (_, _) => Task.FromResult(0), (_, _) => throw new NotSupportedException()),
    };

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => default;
    }
}
