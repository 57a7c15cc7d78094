using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Bench.Models;

/// <summary>
/// A model asked as a user's program asks it: <c>writing/start</c> over the socket of a host in a process of its own, which gathers the sources, notes the
/// writing on disk, and lets the plugin ask.
/// </summary>
internal sealed class HostedModel : IAsyncDisposable
{
    // A host that takes longer is broken, and the bench says so rather than wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _root;
    private readonly Process _process;
    private readonly RpcSession _session;
    private readonly IWriting _writing;
    private readonly string _contact;
    private int _asked;

    private HostedModel(string root, Process process, RpcSession session, string contact) =>
        (_root, _process, _session, _writing, _contact) = (root, process, session, WritingRpc.Contract.Connect(session), contact);

    /// <param name="program">The host.</param>
    /// <param name="port">The endpoint's.</param>
    public static async Task<HostedModel> OpenAsync(string program, int port)
    {
        var root = Directory.CreateTempSubdirectory("assistant-bench-").FullName;
        var data = Path.Combine(root, "data");
        var start = new ProcessStartInfo(program, ["serve", "--data", data, "--stdio"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["ASSISTANT_HOME"] = root;
        start.Environment["XDG_STATE_HOME"] = Path.Combine(root, "state");
        start.Environment["HOME"] = root;
        start.Environment.Remove("DBUS_SESSION_BUS_ADDRESS");
        start.Environment.Remove("ASSISTANT_DATA");
        var process = Process.Start(start)!;
        // Its first answer on its streams says that the socket is open; the streams stay open as long as it is to live.
        var streams = new RpcSession(new StreamTransport(process.StandardOutput.BaseStream, process.StandardInput.BaseStream, RpcFraming.Headers)).Start(null);
        var key = (await HostRpc.Contract.Connect(streams).SetupAsync(new HostSetupRequest { OwnerName = "Bench", ClientName = "bench" }, CancellationToken.None)).ClientKey;

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(data, "host.sock")));
        var stream = new NetworkStream(socket, ownsSocket: true);
        var session = new RpcSession(new StreamTransport(stream, stream, RpcFraming.Headers)).Start(null);
        await SessionRpc.Contract.Connect(session).InitializeAsync(new InitializeRequest { Client = new ClientInfo("bench", "1"), ClientKey = key }, CancellationToken.None);
        await AccountsRpc.Contract.Connect(session).ConnectAsync(new AccountConnectRequest { Provider = "mail.local", Address = "bench@here.example" }, progress: null, CancellationToken.None);
        var contact = await ContactsRpc.Contract.Connect(session).CreateAsync(
            new ContactCreateRequest { Name = "Ana Ruiz", Addresses = ["ana@there.example"], Fields = new Dictionary<string, string> { ["company"] = "Norte" } }, CancellationToken.None);
        await DraftingRpc.Contract.Connect(session).SaveModelAsync(
            new ModelSaveRequest { Id = "one", Provider = ModelProvider.OpenAi, Name = "m", Endpoint = $"http://127.0.0.1:{port}/v1", ContextTokens = 100_000 }, CancellationToken.None);
        return new HostedModel(root, process, session, contact.Id);
    }

    /// <summary>Milliseconds to the first piece of text. Every question is another, so that none is answered from memory.</summary>
    public async Task<double> AskAsync()
    {
        var request = new WritingStartRequest
        {
            Task = WritingTask.Outreach, ContactId = _contact, Model = "one", Instructions = string.Create(CultureInfo.InvariantCulture, $"About something, {_asked++}."),
        };
        var first = new FirstText(Stopwatch.GetTimestamp());
        var writing = await _writing.StartAsync(request, first, CancellationToken.None);
        return writing.State == WritingState.Done && first.Milliseconds > 0 ? first.Milliseconds : throw new InvalidOperationException($"The host did not write: {writing.Failure}");
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        _process.StandardInput.Close();
        using (var patience = new CancellationTokenSource(Patience))
            await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private sealed class FirstText(long began) : IProgress<WritingProgress>
    {
        public double Milliseconds { get; private set; }

        public void Report(WritingProgress value)
        {
            if (Milliseconds == 0 && value.Text.Length > 0)
                Milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
    }
}
