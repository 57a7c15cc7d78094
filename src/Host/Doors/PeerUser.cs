using System.Runtime.InteropServices;

namespace Assistant.Host.Doors;

/// <summary>
/// Which user is at the other end of a Unix socket, as the kernel says it. The folder's mode already keeps others out;
/// this holds even where a mode was changed, or where a descriptor was passed on.
/// </summary>
internal static partial class PeerUser
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;
    private const int UserOffset = sizeof(int);

    /// <summary>True where the peer runs as this process's user, and where the system has no way to ask.</summary>
    public static bool IsOurs(SafeHandle peer)
    {
        if (OperatingSystem.IsLinux())
            return LinuxUser(peer) == geteuid();
        if (OperatingSystem.IsMacOS())
            return getpeereid(peer, out var user, out _) == 0 && user == geteuid();
        return true;
    }

    /// <summary>struct ucred is { pid, uid, gid }, each an int (unix(7)).</summary>
    private static uint LinuxUser(SafeHandle peer)
    {
        Span<byte> credentials = stackalloc byte[3 * sizeof(int)];
        var length = credentials.Length;
        if (getsockopt(peer, SolSocket, SoPeerCred, credentials, ref length) != 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        return MemoryMarshal.Read<uint>(credentials[UserOffset..]);
    }

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getsockopt(SafeHandle socket, int level, int option, Span<byte> value, ref int length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getpeereid(SafeHandle socket, out uint user, out uint group);
}
