using System.IO.Pipelines;
using Assistant.Protocol.JsonRpc.Transports;

namespace Assistant.TestKit;

/// <summary>Two ends of a connection in memory. What one writes the other reads, in the same order; an end that is disposed is the other's end of input.</summary>
public sealed class DuplexPipe
{
    /// <param name="capacity">Bytes that may wait unread in each direction before a writer waits.</param>
    public DuplexPipe(int capacity = 64 * 1024)
    {
        var options = new PipeOptions(pauseWriterThreshold: capacity, resumeWriterThreshold: capacity / 2, useSynchronizationContext: false);
        var (there, back) = (new Pipe(options), new Pipe(options));
        Left = new(back.Reader, there.Writer);
        Right = new(there.Reader, back.Writer);
    }

    public End Left { get; }

    public End Right { get; }

    public sealed class End(PipeReader reader, PipeWriter writer)
    {
        public Stream Input { get; } = reader.AsStream();

        public Stream Output { get; } = writer.AsStream();

        public StreamTransport ToTransport(RpcFraming framing = RpcFraming.Detect) => new(Input, Output, framing);
    }
}
