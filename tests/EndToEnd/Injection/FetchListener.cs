using System.Net;
using System.Net.Sockets;

namespace Assistant.EndToEnd.Injection;

/// <summary>A web address on this machine that counts who comes.</summary>
internal sealed class FetchListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public FetchListener() => _listener.Start();

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Somebody came since this was asked last; none is answered.</summary>
    public bool WasFetched()
    {
        var came = false;
        for (; _listener.Pending(); came = true)
            _listener.AcceptSocket().Dispose();
        return came;
    }

    public void Dispose() => _listener.Dispose();
}
