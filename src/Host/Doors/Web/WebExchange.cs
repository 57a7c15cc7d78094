using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Assistant.Host.Doors.Web;

/// <summary>
/// One request and its answer, straight over what Kestrel offers for them. The framework's own context brings claims, forms and sockets along, which are
/// assemblies and memory for what is never asked here.
/// </summary>
internal sealed class WebExchange(IFeatureCollection features)
{
    private readonly IHttpRequestFeature _request = features.GetRequiredFeature<IHttpRequestFeature>();
    private readonly IHttpResponseFeature _response = features.GetRequiredFeature<IHttpResponseFeature>();
    private readonly IHttpResponseBodyFeature _answer = features.GetRequiredFeature<IHttpResponseBodyFeature>();
    private readonly IHttpRequestLifetimeFeature _lifetime = features.GetRequiredFeature<IHttpRequestLifetimeFeature>();

    public string Method => _request.Method;

    /// <summary>Decoded, without the query.</summary>
    public string Path => _request.Path;

    /// <summary>The address as it was sent.</summary>
    public string RawTarget => _request.RawTarget;

    public IHeaderDictionary Asked => _request.Headers;

    public Stream Body => _request.Body;

    public IHeaderDictionary Answered => _response.Headers;

    /// <summary>200 unless it is set.</summary>
    public int Status
    {
        get => _response.StatusCode;
        set => _response.StatusCode = value;
    }

    /// <summary>The status and the headers can no longer be changed.</summary>
    public bool HasStarted => _response.HasStarted;

    /// <summary>The peer has gone, or was cut off.</summary>
    public CancellationToken Aborted => _lifetime.RequestAborted;

    /// <summary>Null where the server does not offer it for this request.</summary>
    public TFeature? Find<TFeature>() => features.Get<TFeature>();

    public TFeature Get<TFeature>()
        where TFeature : notnull => features.GetRequiredFeature<TFeature>();

    /// <summary>Cuts the connection off.</summary>
    public void Abort() => _lifetime.Abort();

    /// <summary>The whole body of the answer; of a HEAD request only its length is sent.</summary>
    public async Task SendAsync(string type, ReadOnlyMemory<byte> body)
    {
        Announce(type, body.Length);
        if (!IsHead)
            await _answer.Stream.WriteAsync(body, Aborted);
    }

    /// <summary>The same of a file.</summary>
    public async Task SendFileAsync(string type, FileInfo file)
    {
        Announce(type, file.Length);
        if (!IsHead)
            await _answer.SendFileAsync(file.FullName, 0, file.Length, Aborted);
    }

    public bool IsHead => HttpMethods.IsHead(Method);

    private void Announce(string type, long length)
    {
        Answered.ContentType = type;
        Answered.ContentLength = length;
    }
}
