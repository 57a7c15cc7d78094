namespace Assistant.Mail.Mime;

/// <summary>A media type with its parameters, RFC 2045 section 5.</summary>
/// <param name="MediaType">In lower case, such as <c>text/plain</c>.</param>
/// <param name="Parameters">By lower-case name, decoded (RFC 2231).</param>
public sealed record ContentType(string MediaType, IReadOnlyDictionary<string, string> Parameters)
{
    public static readonly ContentType PlainText = new("text/plain", new Dictionary<string, string>());

    /// <summary>A malformed type reads as text/plain, as section 5.2 advises, but keeps its parameters.</summary>
    public static ContentType Parse(string value)
    {
        var parsed = HeaderParameters.Parse(value);
        // A missing semicolon leaves a parameter in the value.
        var space = parsed.Value.IndexOf(' ', StringComparison.Ordinal);
        var type = (space < 0 ? parsed.Value : parsed.Value[..space]).ToLowerInvariant();
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        var right = slash > 0 && slash < type.Length - 1 && type.AsSpan(slash + 1).IndexOf('/') < 0;
        return new ContentType(right ? type : "text/plain", parsed.Parameters);
    }

    public bool IsText => MediaType.StartsWith("text/", StringComparison.Ordinal);

    public bool IsMultipart => MediaType.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>Types whose body is a whole message.</summary>
    public bool IsMessage => MediaType is "message/rfc822" or "message/global" or "message/news";

    public string Charset => Parameter("charset") ?? "";

    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);
}
