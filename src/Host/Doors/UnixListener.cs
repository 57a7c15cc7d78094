using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Assistant.Protocol.JsonRpc.Transports;
using Microsoft.Win32.SafeHandles;

namespace Assistant.Host.Doors;

/// <summary>A Unix socket that takes connections of this process's user, one blocking call each.</summary>
[UnsupportedOSPlatform("windows")]
internal abstract partial class UnixListener : IDisposable
{
    /// <summary>Makes the socket, which only this user can open, and begins to listen.</summary>
    /// <exception cref="IOException">The system did not let it; <see cref="SocketException"/> says the same on macOS.</exception>
    public static UnixListener Open(string path, int backlog) => OperatingSystem.IsLinux() ? new LinuxListener(path, backlog) : new ClassLibraryListener(path, backlog);

    /// <summary>Waits for the next peer; null where it was another user's, and is closed unheard.</summary>
    public abstract StreamTransport? Accept();

    /// <summary>Ends a call that waits.</summary>
    public abstract void Dispose();

    /// <summary>
    /// By the system calls themselves. The class library's sockets bring an event loop, diagnostics and seven assemblies along: a quarter of a start, and two
    /// megabytes that a host which is idle keeps.
    /// </summary>
    [SupportedOSPlatform("linux")]
    private sealed partial class LinuxListener : UnixListener
    {
        // socket(2), unix(7), errno(3).
        private const short Family = 1;
        private const int Stream = 1;
        private const int CloseOnExec = 0x80000;
        private const int PathBytes = 108;
        private const int Interrupted = 4;
        private const int BothWays = 2;

        private readonly SafeFileHandle _socket;

        public LinuxListener(string path, int backlog)
        {
            _socket = new SafeFileHandle(Check(socket(Family, Stream | CloseOnExec, 0)), ownsHandle: true);
            try
            {
                Span<byte> address = stackalloc byte[sizeof(short) + PathBytes];
                address.Clear();
                MemoryMarshal.Write(address, Family);
                if (!Encoding.UTF8.TryGetBytes(path, address[sizeof(short)..^1], out var written))
                    throw new IOException($"The path of the socket is longer than {PathBytes - 1} bytes: {path}");
                Check(bind(_socket, address, sizeof(short) + written + 1));
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                Check(listen(_socket, backlog));
            }
            catch
            {
                _socket.Dispose();
                throw;
            }
        }

        public override StreamTransport? Accept()
        {
            int accepted;
            do
                accepted = accept4(_socket, 0, 0, CloseOnExec);
            while (accepted < 0 && Marshal.GetLastPInvokeError() == Interrupted);
            var peer = new SafeFileHandle(Check(accepted), ownsHandle: true);
            if (PeerUser.IsOurs(peer))
                return StreamTransport.Over(peer);
            peer.Dispose();
            return null;
        }

        public override void Dispose()
        {
            if (!_socket.IsClosed)
                _ = shutdown(_socket, BothWays);
            _socket.Dispose();
        }

        private static int Check(int result) => result >= 0 ? result : throw new IOException(Marshal.GetLastPInvokeErrorMessage());

        [LibraryImport("libc", SetLastError = true)]
        private static partial int socket(int family, int type, int protocol);

        [LibraryImport("libc", SetLastError = true)]
        private static partial int bind(SafeFileHandle socket, ReadOnlySpan<byte> address, int length);

        [LibraryImport("libc", SetLastError = true)]
        private static partial int listen(SafeFileHandle socket, int backlog);

        [LibraryImport("libc", SetLastError = true)]
        private static partial int accept4(SafeFileHandle socket, nint address, nint length, int flags);

        [LibraryImport("libc")]
        private static partial int shutdown(SafeFileHandle socket, int how);
    }

    private sealed class ClassLibraryListener : UnixListener
    {
        private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        public ClassLibraryListener(string path, int backlog)
        {
            try
            {
                _socket.Bind(new UnixDomainSocketEndPoint(path));
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                _socket.Listen(backlog);
            }
            catch
            {
                _socket.Dispose();
                throw;
            }
        }

        public override StreamTransport? Accept()
        {
            var peer = _socket.Accept();
            if (PeerUser.IsOurs(peer.SafeHandle))
                return StreamTransport.Over(peer);
            peer.Dispose();
            return null;
        }

        public override void Dispose() => _socket.Dispose();
    }
}
