using System.Diagnostics;
using System.Net.Sockets;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>How the two processes find each other.</summary>
public enum NodeDoor
{
    /// <summary>Node serves the Unix socket and we connect.</summary>
    NodeListens,

    /// <summary>We serve the Unix socket and node connects.</summary>
    WeListen,

    /// <summary>Node is our child and speaks on its standard input and output.</summary>
    Stdio,
}

/// <summary>A node process with vscode-jsonrpc, and our session with it.</summary>
internal sealed class NodePeer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string? _folder;

    private NodePeer(Process process, string? folder, RpcSession session) => (_process, _folder, Session) = (process, folder, session);

    public RpcSession Session { get; }

    public static async Task<NodePeer> StartAsync(NodeDoor door, RpcDispatcher dispatcher)
    {
        if (door == NodeDoor.Stdio)
        {
            var child = Start(redirect: true, "stdio");
            var pipes = new StreamTransport(child.StandardOutput.BaseStream, child.StandardInput.BaseStream, RpcFraming.Headers);
            return new(child, null, new RpcSession(pipes).Start(dispatcher));
        }

        var folder = Directory.CreateTempSubdirectory("assistant-interop-").FullName;
        var path = Path.Combine(folder, "peer.sock");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        if (door == NodeDoor.WeListen)
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen();
        }

        var process = Start(redirect: false, door == NodeDoor.WeListen ? "connect" : "listen", path);
        var socket = door == NodeDoor.WeListen ? await listener.AcceptAsync() : await ConnectAsync(path, process);
        var stream = new NetworkStream(socket, ownsSocket: true);
        return new(process, folder, new RpcSession(new StreamTransport(stream, stream, RpcFraming.Headers, blocks: true)).Start(dispatcher));
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    private static Process Start(bool redirect, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("node", ["peer.cjs", .. arguments])
        {
            WorkingDirectory = NodeTheoryAttribute.Folder(),
            RedirectStandardInput = redirect,
            RedirectStandardOutput = redirect,
        })!;

    private static async Task<Socket> ConnectAsync(string path, Process process)
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                // Synchronous on purpose: a socket that was once used asynchronously stays non-blocking underneath.
#pragma warning disable VSTHRD103
                socket.Connect(new UnixDomainSocketEndPoint(path));
#pragma warning restore VSTHRD103
                return socket;
            }
            catch (SocketException) when (!process.HasExited)
            {
                // Node is still starting.
                socket.Dispose();
                await Task.Yield();
            }
        }
    }
}
