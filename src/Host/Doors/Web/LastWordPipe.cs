using System.IO.Pipelines;

namespace Assistant.Host.Doors.Web;

/// <summary>A connection on which something else than Kestrel can have the last word: what Kestrel writes after it is dropped.</summary>
internal sealed class LastWordPipe(IDuplexPipe inner) : IDuplexPipe
{
    private readonly LastWordWriter _output = new(inner.Output);

    public PipeReader Input => inner.Input;

    public PipeWriter Output => _output;

    public void Say(ReadOnlySpan<byte> last) => _output.Say(last);

    private sealed class LastWordWriter(PipeWriter inner) : PipeWriter
    {
        // Kestrel's own answer, which this stands in for, is a few headers.
        private byte[]? _dropped;

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public void Say(ReadOnlySpan<byte> last)
        {
            last.CopyTo(inner.GetSpan(last.Length));
            inner.Advance(last.Length);
            // Kestrel's own flush sends it.
            _dropped = new byte[1024];
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => _dropped is null ? inner.GetMemory(sizeHint) : Spare(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => _dropped is null ? inner.GetSpan(sizeHint) : Spare(sizeHint);

        public override void Advance(int bytes)
        {
            if (_dropped is null)
                inner.Advance(bytes);
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

        private byte[] Spare(int sizeHint) => _dropped = _dropped!.Length >= sizeHint ? _dropped : new byte[sizeHint];
    }
}
