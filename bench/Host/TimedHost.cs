using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Assistant.Bench.Host;

/// <summary>The published host on a folder of its own, started and ended as its user would.</summary>
internal sealed class TimedHost : IDisposable
{
    // A host that takes longer is broken, and the bench says so rather than wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _root = Directory.CreateTempSubdirectory("assistant-bench-").FullName;
    private readonly string _program;
    private Process? _process;

    public TimedHost(string program) => _program = program;

    public int ProcessId => _process!.Id;

    /// <summary>What opens every right, once it was set up.</summary>
    public string Key { get; private set; } = "";

    /// <summary>A plugin's database, once the plugin was asked something.</summary>
    public string PluginDatabase(string plugin) => Path.Combine(Data, "plugins", plugin + ".db");

    private string Data => Path.Combine(_root, "data");

    /// <summary>Begins to start it; nothing is waited for.</summary>
    public void Start() => _process = Launch(_program, "serve", "--data", Data);

    /// <summary>Looks for the socket until it is there, and takes it.</summary>
    public Client Connect()
    {
        var path = Path.Combine(Data, "host.sock");
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < Patience;)
        {
            // To look costs microseconds, a refused connection throws.
            if (!File.Exists(path))
            {
                Pause();
                continue;
            }

            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
                return new Client(socket);
            }
            catch (SocketException)
            {
                socket.Dispose();
                Pause();
            }
        }

        throw new TimeoutException("The host did not open its socket.");
    }

#pragma warning disable RS0030 // The poll of a client that has no other signal. Less than a millisecond is no sleep at all but a spin, which takes the core that the host needs.
    private static void Pause() => Thread.Sleep(1);
#pragma warning restore RS0030

    /// <summary>Makes the folder somebody's, and ends the host again.</summary>
    public void SetUp()
    {
        Start();
        using (var client = Connect())
            Key = client.Result("host/setup", """{"ownerName":"Bench","clientName":"bench"}""").GetProperty("clientKey").GetString()!;
        Stop();
    }

    /// <summary>A connection with every right.</summary>
    public Client ConnectAsOwner()
    {
        var client = Connect();
        client.Result("initialize", $$$"""{"client":{"name":"bench","version":"1"},"clientKey":"{{{Key}}}"}""");
        return client;
    }

    /// <summary>By SIGTERM, which lets it end in order.</summary>
    public void Stop()
    {
        if (_process is null)
            return;
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            kill.WaitForExit();
        if (!_process.WaitForExit(Patience))
            _process.Kill();
        _process.Dispose();
        _process = null;
    }

    public Process Launch(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false };
        start.Environment["ASSISTANT_HOME"] = _root;
        start.Environment["XDG_STATE_HOME"] = Path.Combine(_root, "state");
        start.Environment.Remove("DBUS_SESSION_BUS_ADDRESS");
        start.Environment.Remove("ASSISTANT_DATA");
        return Process.Start(start)!;
    }

    public void Dispose()
    {
        Stop();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>Lines of JSON over the socket, waiting for the answers.</summary>
    internal sealed class Client(Socket socket) : IDisposable
    {
        public const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"client":{"name":"bench","version":"1"}}}""";

        private readonly byte[] _buffer = new byte[1024 * 1024];

        /// <summary>Requests sent as one; their answers, a line each, as they came.</summary>
        public string Call(params ReadOnlySpan<string> messages)
        {
            socket.Send(Encoding.UTF8.GetBytes(string.Join('\n', messages) + "\n"));
            var count = 0;
            for (var missing = messages.Length; missing > 0;)
            {
                var received = socket.Receive(_buffer.AsSpan(count));
                if (received == 0)
                    throw new EndOfStreamException("The host closed the connection.");
                missing -= _buffer.AsSpan(count, received).Count((byte)'\n');
                count += received;
            }

            return Encoding.UTF8.GetString(_buffer, 0, count);
        }

        public JsonElement Result(string method, string parameters = "{}")
        {
            var answer = JsonElement.Parse(Call($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}"""));
            return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {answer}");
        }

        public void Dispose() => socket.Dispose();
    }
}
