using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.JsonRpc.Transports;

/// <summary>Messages over a pair of byte streams: sockets, pipes, standard input and output.</summary>
/// <param name="input">Read by this transport alone; owned.</param>
/// <param name="output">Written by this transport alone; owned. May be the same stream.</param>
/// <param name="framing">How messages are told apart.</param>
/// <param name="blocks">Use the streams' blocking calls, which is quickest on sockets and pipes. A blocking read must end when its stream is disposed, or with the process.</param>
public sealed class StreamTransport(Stream input, Stream output, RpcFraming framing = RpcFraming.Detect, bool blocks = false) : RpcTransport
{
    private const int ReadSize = 16 * 1024;
    private readonly Stream _output = Bounded(output, blocks);
    private readonly PooledBuffer _received = new();
    private MessageFraming? _framing = MessageFraming.Of(framing);

    /// <summary>Over a connected socket, in the quickest way there is.</summary>
    /// <param name="socket">Owned by the transport from here on.</param>
    public static StreamTransport Over(Socket socket)
    {
        Stream stream = OperatingSystem.IsWindows() ? new NetworkStream(socket, ownsSocket: true) : new UnixSocketStream(socket);
        return new(stream, stream, blocks: true);
    }

    /// <summary>Over a connected Unix socket of Linux that blocks, without the class library's socket, which a host would load for nothing else.</summary>
    /// <param name="socket">Owned by the transport from here on.</param>
    [SupportedOSPlatform("linux")]
    public static StreamTransport Over(SafeHandle socket)
    {
        var stream = new UnixSocketStream(socket);
        return new(stream, stream, blocks: true);
    }

    public override bool Blocks => blocks;

    internal override bool HasPartial => _received.Count > 0 || _framing is { IsInside: true };

    internal override bool TryRead(out ReadOnlyMemory<byte> message)
    {
        if (_framing is null && _received.Count > 0)
            _framing = MessageFraming.Detect(_received.Span);
        if (_framing is not null && _framing.TryRead(_received, out message))
            return true;
        if (_received.Count == 0)
            _received.Clear();
        message = default;
        return false;
    }

    internal override async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        var space = _received.GetMemory(ReadSize);
        var count = blocks ? input.Read(space.Span) : await input.ReadAsync(space, cancel);
        _received.Advance(count);
        return count > 0;
    }

    internal override void EndInput() => _received.Dispose();

    internal override void Frame(PooledBuffer output, ReadOnlySpan<byte> message) => (_framing ?? MessageFraming.Headers).Frame(output, message);

    internal override ValueTask WriteAsync(ReadOnlyMemory<byte> frames)
    {
        if (!blocks)
            return new(WriteAndFlushAsync(frames));
        WriteAndFlush(frames.Span);
        return default;
    }

    public override async ValueTask DisposeAsync()
    {
        await _output.DisposeAsync();
        await input.DisposeAsync();
    }

    // Sockets can give up a blocking write by themselves; of other streams the session gives up the wait.
    private static Stream Bounded(Stream output, bool blocks)
    {
        if (blocks && output.CanTimeout)
            output.WriteTimeout = (int)RpcLimits.WriteTimeout.TotalMilliseconds;
        return output;
    }

    private void WriteAndFlush(ReadOnlySpan<byte> frames)
    {
        _output.Write(frames);
        _output.Flush();
    }

    private async Task WriteAndFlushAsync(ReadOnlyMemory<byte> frames)
    {
        await _output.WriteAsync(frames);
        await _output.FlushAsync();
    }
}
