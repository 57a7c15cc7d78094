using System.Net.Http.Headers;
using System.Text;

namespace Assistant.Plugins.Drafting.Models.Providers;

/// <summary>Lets only a good event stream through to the package that reads it, so that every package reports the same faults in the same way.</summary>
internal sealed class ProviderGate(bool hasKey, long mostBytes, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Enough for any error's message.</summary>
    private const int ErrorBytes = 8 * 1024;

    private const string KeyHeader = "x-api-key";
    private const string Telling = "x-stainless-";

    private static readonly ProductInfoHeaderValue Product = new("Assistant", null);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!hasKey)
        {
            // The packages want a key; where the user gave none, none is sent.
            request.Headers.Authorization = null;
            request.Headers.Remove(KeyHeader);
        }

        // The packages tell of the machine, its system and its runtime; no answer needs them.
        request.Headers.UserAgent.Clear();
        request.Headers.UserAgent.Add(Product);
        foreach (var told in request.Headers.Select(static header => header.Key).Where(static name => name.StartsWith(Telling, StringComparison.OrdinalIgnoreCase)).ToList())
            request.Headers.Remove(told);

        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            if (!response.IsSuccessStatusCode)
                throw await FaultAsync(request, response, cancellationToken);
            if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
                throw new ProviderFaultException(ProviderFault.NoStream) { Status = (int)response.StatusCode };
            var bounded = new StreamContent(new BoundedStream(await response.Content.ReadAsStreamAsync(cancellationToken), mostBytes));
            foreach (var (name, values) in response.Content.Headers)
                bounded.Headers.TryAddWithoutValidation(name, values);
            response.Content = bounded;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<ProviderFaultException> FaultAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
            return new ProviderFaultException(ProviderFault.Redirect) { Status = status };
        var body = new byte[ErrorBytes];
        var length = 0;
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancel);
            length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            // The status stands, whatever became of the words.
        }

        return new ProviderFaultException(ProviderFault.Status)
        {
            Status = status,
            RetryAfter = Pause(response),
            Body = WithoutKeys(request, Encoding.UTF8.GetString(body, 0, length)),
        };
    }

    private static string WithoutKeys(HttpRequestMessage request, string body)
    {
        body = ProviderText.WithoutKey(body, request.Headers.Authorization?.Parameter);
        foreach (var key in request.Headers.TryGetValues(KeyHeader, out var keys) ? keys : [])
            body = ProviderText.WithoutKey(body, key);
        return body;
    }

    private TimeSpan? Pause(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var pause = asked?.Delta ?? (asked?.Date is { } until ? until - time.GetUtcNow() : null);
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }
}
