using System.Text;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>Holds one message back until it is told to let it arrive, and is not closed before that was read to its end.</summary>
internal sealed class LateStream(string message) : Stream
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _asked = new();
    private bool _given;

    public bool IsAsked => _asked.IsSet;

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Arrive() => _arrived.TrySetResult();

    public void WaitUntilAsked(TimeSpan patience) => _asked.Wait(patience, CancellationToken.None);

    // The token is passed over, as a system call does that has its bytes already.
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _asked.Set();
        await _arrived.Task;
        if (_given)
        {
            _taken.TrySetResult();
            return 0;
        }

        _given = true;
        return Encoding.UTF8.GetBytes(message, buffer.Span);
    }

    public override async ValueTask DisposeAsync()
    {
        if (IsAsked)
            await _taken.Task;
        await base.DisposeAsync();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
