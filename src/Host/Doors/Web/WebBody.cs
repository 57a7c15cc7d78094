using Assistant.Protocol.JsonRpc.Transports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Assistant.Host.Doors.Web;

/// <summary>A request's body, read within its bound and its time into memory that is used again.</summary>
internal sealed class WebBody : IDisposable
{
    private const int FirstSize = 4 * 1024;

    private byte[] _array = MessagePool.Instance.Rent(FirstSize);
    private int _count;

    private WebBody()
    {
    }

    /// <summary>Until this is disposed of.</summary>
    public ReadOnlyMemory<byte> Memory => _array.AsMemory(0, _count);

    /// <summary>The body, or why it is not taken.</summary>
    /// <param name="exchange">Its request was let in.</param>
    /// <param name="bound">The most bytes.</param>
    /// <param name="time">Measures how long it takes.</param>
    public static async Task<(WebBody? Body, WebRefusal? Refusal)> ReadAsync(WebExchange exchange, int bound, TimeProvider time)
    {
        if (!IsJson(exchange.Asked))
            return (null, WebRefusal.NotJson);
        if (exchange.Asked.ContentLength > bound)
            return (null, WebRefusal.TooLarge);
        exchange.Get<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = bound;
        using var patience = new CancellationTokenSource(WebLimits.BodyTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, exchange.Aborted);
        var body = new WebBody();
        try
        {
            await body.FillAsync(exchange.Body, either.Token);
            var read = body;
            body = null;
            return (read, null);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return (null, WebRefusal.TooSlow);
        }
        finally
        {
            body?.Dispose();
        }
    }

    public void Dispose()
    {
        var array = _array;
        (_array, _count) = ([], 0);
        if (array.Length > 0)
            MessagePool.Instance.Return(array);
    }

    // Begins small whatever length was announced: that is no reason to hold memory.
    private async Task FillAsync(Stream from, CancellationToken cancel)
    {
        while (await from.ReadAsync(_array.AsMemory(_count), cancel) is var count and > 0)
        {
            _count += count;
            if (_count < _array.Length)
                continue;
            var larger = MessagePool.Instance.Rent(_count * 2);
            _array.AsSpan(0, _count).CopyTo(larger);
            MessagePool.Instance.Return(_array);
            _array = larger;
        }
    }

    private static bool IsJson(IHeaderDictionary headers) =>
        headers.ContentEncoding.Count == 0
        && MediaTypeHeaderValue.TryParse(headers.ContentType.ToString(), out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
