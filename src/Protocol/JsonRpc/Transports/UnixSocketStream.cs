using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Assistant.Protocol.JsonRpc.Transports;

/// <summary>
/// A Unix socket's bytes by recv(2) and send(2) themselves. <see cref="NetworkStream"/> gets them through recvmsg(2) and bookkeeping for asynchronous calls,
/// which together cost about a microsecond a round trip, and a blocking reader needs neither.
/// </summary>
/// <remarks>Disposing it ends a call that waits.</remarks>
[UnsupportedOSPlatform("windows")]
internal sealed partial class UnixSocketStream : Stream
{
    // errno(3) and shutdown(2), the same on Linux and macOS; EAGAIN is not.
    private const int Interrupted = 4;
    private const int BothWays = 2;

    // socket(7) of Linux.
    private const int SocketLevel = 1;
    private const int SendTimeoutOption = 21;

    private readonly SafeHandle _handle;
    private readonly Socket? _socket;

    /// <param name="socket">Connected; owned.</param>
    public UnixSocketStream(Socket socket) => (_handle, _socket) = (socket.SafeHandle, socket);

    /// <param name="handle">A connected socket of Linux that blocks; owned.</param>
    public UnixSocketStream(SafeHandle handle) => _handle = handle;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override bool CanTimeout => true;

    public override int WriteTimeout
    {
        get => _socket?.SendTimeout ?? throw new NotSupportedException();
        set
        {
            if (_socket is not null)
                _socket.SendTimeout = value;
            else
            {
                // struct timeval: seconds and microseconds.
                ReadOnlySpan<long> time = [value / 1000, value % 1000 * 1000L];
                if (setsockopt(_handle, SocketLevel, SendTimeoutOption, MemoryMarshal.AsBytes(time), 2 * sizeof(long)) != 0)
                    throw LastError();
            }
        }
    }

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            var count = recv(_handle, ref MemoryMarshal.GetReference(buffer), buffer.Length, 0);
            if (count >= 0)
                return (int)count;
            if (Marshal.GetLastPInvokeError() != Interrupted)
                return ReceiveOtherwise(buffer);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = send(_handle, ref MemoryMarshal.GetReference(buffer), buffer.Length, 0);
            if (count < 0)
                count = Marshal.GetLastPInvokeError() == Interrupted ? 0 : SendOtherwise(buffer);
            buffer = buffer[(int)count..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // As NetworkStream does it: a peer that reads gets what was sent and then the end, and a call that waits here returns. Where the peer was
            // quicker, this fails and nothing is lost.
            if (!_handle.IsClosed)
                _ = shutdown(_handle, BothWays);
            _socket?.Dispose();
            _handle.Dispose();
        }

        base.Dispose(disposing);
    }

    // Where the plain call would not do (a socket that does not block, one that is closed), the class library's way does, or says what is wrong.
    private int ReceiveOtherwise(Span<byte> buffer)
    {
        if (_socket is null)
            throw LastError();
        try
        {
            return _socket.Receive(buffer, SocketFlags.None);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private int SendOtherwise(ReadOnlySpan<byte> buffer)
    {
        if (_socket is null)
            throw LastError();
        try
        {
            return _socket.Send(buffer, SocketFlags.None);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private static IOException LastError() => new(Marshal.GetLastPInvokeErrorMessage());

    // The runtime ignores SIGPIPE, so that a peer that has gone is an error here and not the end of the process.
    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(SafeHandle socket, ref byte buffer, nint length, int flags);

    [LibraryImport("libc")]
    private static partial int shutdown(SafeHandle socket, int how);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setsockopt(SafeHandle socket, int level, int option, ReadOnlySpan<byte> value, int length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(SafeHandle socket, ref byte buffer, nint length, int flags);
}
