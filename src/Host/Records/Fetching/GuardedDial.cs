using System.Net;
using System.Net.Sockets;

namespace Assistant.Host.Records.Fetching;

/// <summary>
/// Makes the connections of a fetch. A name is resolved once for a connection, every address of it is looked at, and the socket goes to the very
/// address that was looked at: a name that answers otherwise the next time changes nothing.
/// </summary>
internal sealed class GuardedDial(FetchRule rule)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var end = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(end.Host.Trim('[', ']'), out var literal) ? [literal] : await rule.Resolve(end.Host, cancel);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);

        // One address that is not public is enough: an honest site has none, and which of them is connected to must not be chance.
        if (!rule.AllowsPort(end.Port) || !Array.TrueForAll(addresses, address => rule.AllowsAddress(address)))
            throw new FetchRefusedException("leads to an address that is not public");
        return await ConnectAsync(addresses, end.Port, cancel);
    }

    private static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancel)
    {
        SocketException? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException error)
            {
                socket.Dispose();
                last = error;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last!;
    }
}
