using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Fetching;

/// <summary>What a page answered.</summary>
internal sealed record FetchedPage(IReadOnlyList<Uri> Addresses, string MediaType, string? Charset, byte[] Bytes);

/// <summary>Gets one page by the rules of <see cref="IFetch"/>. Each fetch has connections of its own, so nothing of one site is left for the next.</summary>
internal sealed class GuardedFetch(FetchRule rule, TimeProvider time)
{
    // Sites send a page of script to who does not name itself; the name is honest, and says nothing of the user.
    private const string Agent = "Mozilla/5.0 (compatible; Assistant; one page at its user's request)";

    private const int HeaderKilobytes = 32;

    // Taken for a fetch: something to read. A page that says nothing of its kind is looked at as bytes would be, which is refused.
    private static readonly string[] MediaTypes = ["text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/json", "application/ld+json"];

    /// <exception cref="RpcException">As <see cref="IFetch.GetAsync"/> says.</exception>
    public async Task<FetchedPage> GetAsync(string url, CancellationToken cancel)
    {
        var (first, problem) = FetchAddress.Read(url, rule);
        if (first is null)
            throw Refused(problem!);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(FetchLimits.Seconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        using var client = Client();
        try
        {
            return await FollowAsync(client, first, either.Token);
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            throw new RpcException(RpcErrorCode.ProviderUnavailable, $"The site did not answer in {FetchLimits.Seconds} seconds. Save the page in the browser and give the file.", new RpcUnavailableData(), error);
        }
        catch (Exception error) when (Cause(error) is { } refused)
        {
            throw Refused(refused.Message);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new RpcException(RpcErrorCode.ProviderUnavailable, "The site cannot be reached. Check the address and the network, or save the page in the browser and give the file.", new RpcUnavailableData(), error);
        }
    }

    private async Task<FetchedPage> FollowAsync(HttpClient client, Uri first, CancellationToken cancel)
    {
        List<Uri> addresses = [first];
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, addresses[^1]);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (!IsRedirect(response))
                return await ReadAsync(response, addresses, cancel);
            if (addresses.Count > FetchLimits.Redirects)
                throw Refused($"redirects more than {FetchLimits.Redirects} times");
            var (next, problem) = FetchAddress.Redirected(addresses[^1], response.Headers.Location!, rule);
            addresses.Add(next ?? throw Refused($"redirects to an address that {problem}"));
        }
    }

    private static bool IsRedirect(HttpResponseMessage response) => response is
    {
        Headers.Location: not null,
        StatusCode: HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect,
    };

    private static async Task<FetchedPage> ReadAsync(HttpResponseMessage response, IReadOnlyList<Uri> addresses, CancellationToken cancel)
    {
        if (response.StatusCode != HttpStatusCode.OK)
            throw new RpcException(RpcErrorCode.ProviderRefused, $"The site answers {(int)response.StatusCode}. Open it in the browser, save the page and give the file.");
        var type = response.Content.Headers.ContentType;
        if (type?.MediaType?.ToLowerInvariant() is not { } mediaType || !MediaTypes.Contains(mediaType))
            throw new RpcException(RpcErrorCode.ProviderRefused, "The address leads to what is no page of text. Give the file itself, or the posting's page.");
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        using var bytes = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancel)) > 0)
        {
            // Counted after unpacking: a small answer may be a large page.
            if (bytes.Length + read > FetchLimits.Size)
                throw new RpcException(RpcErrorCode.Limit, $"The page is larger than {FetchLimits.Size / 1024 / 1024} MB.", new RpcLimitData { Limit = "fetchBytes", Maximum = FetchLimits.Size });
            await bytes.WriteAsync(chunk.AsMemory(0, read), cancel);
        }

        return new FetchedPage(addresses, mediaType, type.CharSet?.Trim('"'), bytes.ToArray());
    }

    private HttpClient Client()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            Credentials = null,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.All,
            MaxResponseHeadersLength = HeaderKilobytes,
            ConnectCallback = new GuardedDial(rule).ConnectAsync,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = rule.TrustsCertificate },
        };
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, DefaultRequestVersion = HttpVersion.Version11 };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(Agent);
        foreach (var mediaType in MediaTypes)
            client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        return client;
    }

    private static FetchRefusedException? Cause(Exception? error)
    {
        while (error is not null and not FetchRefusedException)
            error = error.InnerException;
        return (FetchRefusedException?)error;
    }

    private static RpcException Refused(string problem) => RpcException.Invalid("$.url", problem, FetchAddress.Remedy);
}
