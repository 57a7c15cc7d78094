using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Doors.Web;

/// <summary>The server and what answers behind it, put together.</summary>
internal sealed class OpenWebDoor(WebServer server) : IOpenWebDoor
{
    /// <exception cref="IOException">The port cannot be had.</exception>
    public static async Task<IOpenWebDoor> ListenAsync(WebParts parts, Func<IReadOnlySet<string>> origins, WebChoice choice, WebIdentity identity, WebBudget budget)
    {
        var gate = new WebGate(choice.Host, choice.Origin!, origins);
        var calls = new WebCalls(parts.Ready, parts.Connections, budget, parts.Time);
        var pairing = new WebPairing(parts.Ready, gate, parts.Time);
        var requests = new WebRequests(gate, new WebPages(parts.Pages), calls, pairing, parts.Logs.CreateLogger<WebRequests>());
        try
        {
            return new OpenWebDoor(await WebServer.StartAsync(choice.Port, identity, requests));
        }
        catch (Exception error) when (error is AddressInUseException or SocketException)
        {
            throw new IOException(error.Message, error);
        }
    }

    public void Show(WebIdentity identity) => server.Show(identity);

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
