using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Assistant.Protocol.JsonRpc.Transports;

/// <summary>
/// A Unix socket's bytes by recv(2) and send(2) themselves. <see cref="NetworkStream"/> gets them through recvmsg(2) and bookkeeping for asynchronous calls,
/// which together cost about a microsecond a round trip, and a blocking reader needs neither.
/// </summary>
/// <param name="socket">Connected; owned. Disposing it ends a call that waits.</param>
[UnsupportedOSPlatform("windows")]
internal sealed partial class UnixSocketStream(Socket socket) : Stream
{
    // errno(3), the same on Linux and macOS; EAGAIN is not.
    private const int Interrupted = 4;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override bool CanTimeout => true;

    public override int WriteTimeout
    {
        get => socket.SendTimeout;
        set => socket.SendTimeout = value;
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
            var count = recv(socket.SafeHandle, ref MemoryMarshal.GetReference(buffer), buffer.Length, 0);
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
            var count = send(socket.SafeHandle, ref MemoryMarshal.GetReference(buffer), buffer.Length, 0);
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
            // As NetworkStream does it: a peer that reads gets what was sent and then the end, and a call that waits here returns.
            try
            {
                socket.Shutdown(SocketShutdown.Both);
            }
            catch (SocketException)
            {
                // The peer was quicker.
            }

            socket.Dispose();
        }

        base.Dispose(disposing);
    }

    // Where the plain call would not do (a socket that does not block, one that is closed), the class library's way does, or says what is wrong.
    private int ReceiveOtherwise(Span<byte> buffer)
    {
        try
        {
            return socket.Receive(buffer, SocketFlags.None);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private int SendOtherwise(ReadOnlySpan<byte> buffer)
    {
        try
        {
            return socket.Send(buffer, SocketFlags.None);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    // The runtime ignores SIGPIPE, so that a peer that has gone is an error here and not the end of the process.
    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(SafeHandle socket, ref byte buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(SafeHandle socket, ref byte buffer, nint length, int flags);
}
