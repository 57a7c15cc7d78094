using System.Net;

namespace Assistant.Plugins.MailGmail.Calls;

/// <summary>
/// The one HTTP client of this plugin. It follows no redirect, keeps no cookie, speaks HTTP/1.1 only (HTTP/2 re-sends a refused stream by itself), and
/// has no handler that retries. A request without content is re-sent by the transport where a connection drops, so whatever changes anything carries
/// content, be it empty.
/// </summary>
internal sealed class Wire : IDisposable
{
    /// <summary>Gmail's own cap for one mailbox is not written down; about ten at once has been seen to trip it.</summary>
    public const int MostAtOnce = 4;

    // Longer than a bad radio link takes, shorter than a person waits before they look.
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(20);

    // Addresses of large services move.
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectTimeout = ConnectLimit,
        PooledConnectionLifetime = ConnectionLife,
        MaxConnectionsPerServer = MostAtOnce,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestVersion = HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>One request, at most once; the answer's body is read whole.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        if (request.Method != HttpMethod.Get && request.Content is null)
            throw new InvalidOperationException("A request that changes something needs content, or the transport may send it several times.");
        return _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancel);
    }

    public void Dispose() => _client.Dispose();
}
