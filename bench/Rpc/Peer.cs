using System.Diagnostics;
using System.Net.Sockets;

namespace Assistant.Bench.Rpc;

/// <summary>A server process and the timed client's connection to it.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;
    private readonly Socket? _socket;

    private Peer(string name, Process process, Socket? socket, TimedClient client) => (Name, _process, _socket, Client) = (name, process, socket, client);

    public string Name { get; }

    public TimedClient Client { get; }

    public static Peer OverSocket(string name, string folder, bool raw, string file, params string[] arguments)
    {
        var path = Path.Combine(folder, name + ".sock");
        var process = Start(file, [.. arguments, path], redirect: false);
        while (!File.Exists(path) && !process.HasExited)
            Thread.Yield();
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        Connect(socket, path, process);
        var stream = new NetworkStream(socket);
        return new(name, process, socket, new(stream, stream, raw));
    }

    public static Peer OverStdio(string name, bool raw, string file, params string[] arguments)
    {
        var process = Start(file, arguments, redirect: true);
        return new(name, process, null, new(process.StandardOutput.BaseStream, process.StandardInput.BaseStream, raw));
    }

    public void Dispose()
    {
        _socket?.Dispose();
        if (_socket is null)
            _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill();
        _process.Dispose();
    }

    // The path is there a moment before the server listens on it.
    private static void Connect(Socket socket, string path, Process process)
    {
        while (true)
        {
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
                return;
            }
            catch (SocketException) when (!process.HasExited)
            {
                Thread.Yield();
            }
        }
    }

    private static Process Start(string file, IEnumerable<string> arguments, bool redirect) =>
        Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardInput = redirect, RedirectStandardOutput = redirect })
        ?? throw new InvalidOperationException($"'{file}' did not start.");
}
