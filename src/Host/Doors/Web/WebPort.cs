using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;

namespace Assistant.Host.Doors.Web;

/// <summary>Chooses the port that the door then keeps.</summary>
internal static class WebPort
{
    // Below the ports that systems hand out by themselves (Linux from 32768, others from 49152), above those that services like to have.
    private const int First = 20_000;
    private const int Last = 32_000;

    /// <summary>One that nobody listens on now.</summary>
    public static int Choose()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(static (IPEndPoint end) => end.Port).ToHashSet();
        int port;
        do
            port = RandomNumberGenerator.GetInt32(First, Last);
        while (taken.Contains(port));
        return port;
    }
}
