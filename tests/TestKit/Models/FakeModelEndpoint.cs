using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Assistant.TestKit.Models;

/// <summary>
/// A model's endpoint on this machine that does what it is told, byte by byte, and keeps a ledger of what it was asked. It is a bare socket, so that
/// it can break off anywhere.
/// </summary>
public sealed class FakeModelEndpoint : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ends = new();
    private readonly ConcurrentQueue<IReadOnlyList<ModelStep>> _turns = new();
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly Task _accepting;
    private IReadOnlyList<ModelStep> _always = [];

    public FakeModelEndpoint()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<ModelQuestion> Questions { get; } = new();

    /// <summary>It has said all that it says before it says nothing more.</summary>
    public Task Stalled => _stalled.Task;

    /// <summary>The client left while nothing more was said.</summary>
    public Task Left => _left.Task;

    /// <summary>A model whose answer depends on the question; asked where no answer was prepared.</summary>
    public Func<ModelQuestion, IReadOnlyList<ModelStep>>? Answerer { get; init; }

    /// <summary>Bytes written at once; 0 writes each piece whole.</summary>
    public int Grain { get; init; }

    /// <summary>The next answer; the last one is given from then on.</summary>
    public void Answer(params IReadOnlyList<ModelStep> steps)
    {
        _turns.Enqueue(steps);
        _always = steps;
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_running.Keys);
        _ends.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ends.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_ends.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            // Never in this loop itself, which an answer that takes its time would hold up.
            var serving = Task.Run(() => ServeAsync(socket));
            _running[serving] = true;
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 4096, leaveOpen: true);
            while (await ReadAsync(reader) is { } question)
            {
                Questions.Enqueue(question);
                var steps = _turns.TryDequeue(out var next) ? next : Answerer?.Invoke(question) ?? _always;
                foreach (var step in steps)
                {
                    if (!await DoAsync(step, socket, stream))
                        return;
                }
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client left, or the test is over.
        }
    }

    private async Task<bool> DoAsync(ModelStep step, Socket socket, NetworkStream stream)
    {
        switch (step)
        {
            case ModelStep.Head head:
                var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {head.Status} Told\r\nContent-Type: {head.ContentType}\r\nTransfer-Encoding: chunked\r\n"));
                foreach (var header in head.Headers)
                    text.Append(header).Append("\r\n");
                await stream.WriteAsync(Encoding.UTF8.GetBytes(text.Append("\r\n").ToString()), _ends.Token);
                return true;
            case ModelStep.Body body:
                await WriteAsync(Encoding.UTF8.GetBytes(body.Text), stream);
                return true;
            case ModelStep.End:
                await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), _ends.Token);
                return true;
            case ModelStep.Stall:
                _stalled.TrySetResult();
                await LeftAsync(stream);
                return false;
            case ModelStep.Until until:
                await until.Signal.WaitAsync(_ends.Token);
                return true;
            case ModelStep.Reset:
                socket.LingerState = new LingerOption(true, 0);
                return false;
            default:
                return false;
        }
    }

    // A reset is a leaving like another.
    private async Task LeftAsync(NetworkStream stream)
    {
        try
        {
            _ = await stream.ReadAsync(new byte[1], _ends.Token);
        }
        finally
        {
            if (!_ends.IsCancellationRequested)
                _left.TrySetResult();
        }
    }

    private async Task WriteAsync(byte[] bytes, NetworkStream stream)
    {
        var grain = Grain == 0 ? Math.Max(1, bytes.Length) : Grain;
        for (var at = 0; at < bytes.Length; at += grain)
        {
            var count = Math.Min(grain, bytes.Length - at);
            var size = Encoding.ASCII.GetBytes(count.ToString("x", CultureInfo.InvariantCulture) + "\r\n");
            await stream.WriteAsync((byte[])[.. size, .. bytes.AsSpan(at, count), .. "\r\n"u8], _ends.Token);
        }
    }

    private async Task<ModelQuestion?> ReadAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync(_ends.Token) is not { Length: > 0 } first || first.Split(' ') is not [var method, var path, ..])
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_ends.Token) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        return new ModelQuestion(method, path, headers, await ReadBodyAsync(reader, headers));
    }

    // Lengths count bytes and the reader gives characters: what it read is weighed again.
    private async Task<string> ReadBodyAsync(StreamReader reader, Dictionary<string, string> headers)
    {
        var body = new StringBuilder();
        if (headers.TryGetValue("content-length", out var length))
        {
            await ReadBytesAsync(reader, int.Parse(length, CultureInfo.InvariantCulture), body);
        }
        else if (headers.ContainsKey("transfer-encoding"))
        {
            while (int.Parse(await reader.ReadLineAsync(_ends.Token) ?? "0", NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var size)
            {
                await ReadBytesAsync(reader, size, body);
                await reader.ReadLineAsync(_ends.Token);
            }

            await reader.ReadLineAsync(_ends.Token);
        }

        return body.ToString();
    }

    private async Task ReadBytesAsync(StreamReader reader, int bytes, StringBuilder into)
    {
        var one = new char[1];
        while (bytes > 0 && await reader.ReadAsync(one, _ends.Token) == 1)
        {
            bytes -= char.IsHighSurrogate(one[0]) ? 4 : char.IsLowSurrogate(one[0]) ? 0 : Encoding.UTF8.GetByteCount(one);
            into.Append(one[0]);
        }
    }
}
