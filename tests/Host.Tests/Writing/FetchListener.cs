using System.Net;
using System.Net.Sockets;

namespace Assistant.Host.Tests.Writing;

/// <summary>A web address on this machine that counts who comes.</summary>
internal sealed class FetchListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public FetchListener() => _listener.Start();

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Somebody waits to be let in: nobody was let in before.</summary>
    public bool WasFetched => _listener.Pending();

    public void Dispose() => _listener.Dispose();
}
