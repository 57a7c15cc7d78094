using System.IO.Pipelines;
using Assistant.Host.Cli.Connection;

namespace Assistant.Host.Tests.Cli;

public sealed class ByteBridgeTests
{
    [Fact]
    public async Task Run_CarriesBothWays_AndEndsWhenTheHostCloses()
    {
        var (toHost, fromHost) = (new Pipe(), new Pipe());
        await using var host = new Duplex(fromHost.Reader.AsStream(), toHost.Writer.AsStream());
        using var input = new MemoryStream("question"u8.ToArray());
        using var output = new MemoryStream();

        var running = new ByteBridge(input, output, host).RunAsync(CancellationToken.None);
        var asked = await toHost.Reader.ReadAtLeastAsync("question".Length);
        await fromHost.Writer.WriteAsync("answer"u8.ToArray());
        await fromHost.Writer.CompleteAsync();
        await running;

        Assert.Equal("question"u8.ToArray(), System.Buffers.BuffersExtensions.ToArray(asked.Buffer));
        Assert.Equal("answer"u8.ToArray(), output.ToArray());
    }

    [Fact]
    public async Task Run_Cancelled_EndsAtOnce()
    {
        var (toHost, fromHost) = (new Pipe(), new Pipe());
        await using var host = new Duplex(fromHost.Reader.AsStream(), toHost.Writer.AsStream());
        using var cancel = new CancellationTokenSource();

        var running = new ByteBridge(new Pipe().Reader.AsStream(), Stream.Null, host).RunAsync(cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private sealed class Duplex(Stream reads, Stream writes) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => writes.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => writes.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => reads.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => reads.ReadAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => writes.Write(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => writes.WriteAsync(buffer, cancellationToken);
    }
}
