using System.Net;
using System.Net.Sockets;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting.Models.Providers;

/// <summary>Connections to one model. No redirect is followed, no cookie kept; what is said to be on this machine is, and is reached without a proxy.</summary>
internal static class ProviderTransport
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    public static HttpClient Create(Model model, ModelPatience patience, TimeProvider time)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !model.IsLocal,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionIdleTimeout = Idle,
            ActivityHeadersPropagator = null,
            ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, model.IsLocal, patience.Connect, time, cancel),
        };

        // Time is kept by the client that asks; the two clocks of HttpClient and of the packages are off.
        return new HttpClient(new ProviderTerms(new ProviderGate(model.HasKey, patience.AnswerBytes, time, handler))) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool isLocal, TimeSpan limit, TimeProvider time, CancellationToken cancel)
    {
        using var clock = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, clock.Token);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(to.Host, both.Token);
            if (isLocal && !addresses.All(IPAddress.IsLoopback))
                throw new ProviderFaultException(ProviderFault.NotHere);
            await socket.ConnectAsync(addresses, to.Port, both.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            socket.Dispose();
            throw new ProviderFaultException(ProviderFault.NoConnection, error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
