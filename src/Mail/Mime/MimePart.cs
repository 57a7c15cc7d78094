namespace Assistant.Mail.Mime;

/// <summary>One node of a message: a leaf with content, a multipart with children, or a message with the message it carries as its only child.</summary>
public sealed class MimePart
{
    internal MimePart(string path, HeaderBlock headers, ContentType contentType, ReadOnlyMemory<byte> body, IReadOnlyList<MimePart> children)
    {
        (Path, Headers, ContentType, Body, Children) = (path, headers, contentType, body, children);
    }

    /// <summary>Where it stands: empty for the root, then 1-based numbers such as <c>2.1</c>.</summary>
    public string Path { get; }

    public HeaderBlock Headers { get; }

    /// <summary>The type the part is read as: a multipart whose boundary cannot be found is read as text/plain.</summary>
    public ContentType ContentType { get; }

    /// <summary>The body's bytes as they came, still encoded.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    public IReadOnlyList<MimePart> Children { get; }

    /// <summary>In lower case; empty where none is named.</summary>
    public string TransferEncoding => HeaderParameters.Parse(Headers.Value("Content-Transfer-Encoding") ?? "").Value.ToLowerInvariant();

    /// <summary><c>inline</c>, <c>attachment</c> or what else is named, in lower case; empty where nothing is.</summary>
    public string Disposition => HeaderParameters.Parse(Headers.Value("Content-Disposition") ?? "").Value.ToLowerInvariant();

    /// <summary>The name its sender gave it, without any folder; null where there is none.</summary>
    public string? FileName
    {
        get
        {
            var parameters = HeaderParameters.Parse(Headers.Value("Content-Disposition") ?? "").Parameters;
            var name = parameters.GetValueOrDefault("filename") ?? ContentType.Parameter("name");
            var last = name?[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
            return string.IsNullOrEmpty(last) ? null : last;
        }
    }

    public bool IsAttachment => Disposition == "attachment" || (Children.Count == 0 && FileName is not null) || ContentType.IsMessage;

    /// <summary>The content with its transfer encoding undone. Never throws; wrong characters are skipped.</summary>
    public ReadOnlyMemory<byte> DecodeBytes() => ContentDecoder.Decode(TransferEncoding, Body);

    /// <summary>
    /// The content as text: transfer encoding and charset undone, line ends as LF, flowed text joined to paragraphs. An unknown charset is
    /// read as windows-1252.
    /// </summary>
    public string DecodeText()
    {
        var text = Charsets.Decode(ContentType.Charset, DecodeBytes().Span).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var flowed = ContentType.MediaType == "text/plain" && string.Equals(ContentType.Parameter("format"), "flowed", StringComparison.OrdinalIgnoreCase);
        return flowed ? FlowedText.Decode(text, string.Equals(ContentType.Parameter("delsp"), "yes", StringComparison.OrdinalIgnoreCase)) : text;
    }

    /// <summary>This part and all below it, in order; the parts of carried messages only when asked for.</summary>
    public IEnumerable<MimePart> Walk(bool intoMessages = false)
    {
        yield return this;
        if (ContentType.IsMessage && !intoMessages)
            yield break;
        foreach (var child in Children)
        {
            foreach (var part in child.Walk(intoMessages))
                yield return part;
        }
    }
}
