using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Assistant.EndToEnd.Models.Llama;

/// <summary>A port of its own that leads to a server's, counts how often that one turns its callers away, and can lead to another server instead.</summary>
internal sealed class Relay : IAsyncDisposable
{
    // A failure is asked again twice.
    private const int Often = 5;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _refusedOften = new();
    private readonly Task _accepting;
    private CancellationTokenSource _same = new();
    private int _to;
    private int _refused;

    public Relay(int to)
    {
        _to = to;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Endpoint => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    /// <summary>Once callers were turned away more often than any failure is asked again.</summary>
    public Task RefusedOften => _refusedOften.Task;

    /// <summary>From now on; connections to the other server end.</summary>
    public async Task LeadToAsync(int port)
    {
        var before = _same;
        (_to, _same) = (port, new CancellationTokenSource());
        await before.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _same.CancelAsync();
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var carried = new List<Task>();
        try
        {
            while (true)
                carried.Add(CarryAsync(await _listener.AcceptSocketAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(Socket accepted)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_same.Token);
        await using var caller = new NetworkStream(accepted, ownsSocket: true);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, _to, over.Token);
            await using var server = client.GetStream();
            Task[] both = [caller.CopyToAsync(server, over.Token), AnswerAsync(server, caller, over.Token)];
            await Task.WhenAny(both);
            await over.CancelAsync();
            await Task.WhenAll(both);
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // Either of them left.
        }
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream caller, CancellationToken over)
    {
        var piece = new byte[16 * 1024];
        while (await server.ReadAsync(piece, over) is > 0 and var length)
        {
            await caller.WriteAsync(piece.AsMemory(0, length), over);
            if (Encoding.ASCII.GetString(piece, 0, length).StartsWith("HTTP/1.1 503", StringComparison.Ordinal) && ++_refused == Often)
                _refusedOften.TrySetResult();
        }
    }
}
