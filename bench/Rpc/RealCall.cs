using System.Globalization;
using System.Net.Sockets;

namespace Assistant.Bench.Rpc;

/// <summary>Times one request against a host that is running, such as <c>drafts/get</c> with its database read. Reported beside the rows that have a goal.</summary>
internal static class RealCall
{
    private const int WarmUp = 2_000;
    private const int RoundTrips = 5_000;

    /// <param name="path">The host's socket.</param>
    /// <param name="name">What the figure is called.</param>
    /// <param name="message">The whole request, as JSON.</param>
    /// <param name="before">Requests to be sent once before, <c>initialize</c> first.</param>
    public static int Run(string path, string name, string message, IEnumerable<string> before)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        using var stream = new NetworkStream(socket);
        var client = new TimedClient(stream, stream, raw: false);
        foreach (var request in before.Append(message))
        {
            var answer = client.Call(request);
            if (!answer.Contains("\"result\"", StringComparison.Ordinal))
            {
                Console.Error.WriteLine(answer);
                return 1;
            }
        }

        var frame = TimedClient.Frame(message);
        client.RoundTrip(frame, WarmUp);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"beside {name}: p50={client.RoundTrip(frame, RoundTrips):0.0}us"));
        return 0;
    }
}
