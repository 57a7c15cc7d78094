namespace Assistant.Mail.Mime;

/// <summary>A part about to be written: its own header lines, and either encoded content or children under a boundary.</summary>
/// <param name="Header">Complete lines with CRLF.</param>
/// <param name="Content">Encoded, with CRLF line ends.</param>
/// <param name="Children">Empty for a leaf.</param>
/// <param name="Boundary">Empty for a leaf.</param>
internal sealed record OutgoingPart(string Header, ReadOnlyMemory<byte> Content, IReadOnlyList<OutgoingPart> Children, string Boundary)
{
    public static OutgoingPart Leaf(string header, ReadOnlyMemory<byte> content) => new(header, content, [], "");

    public static OutgoingPart Multipart(string mediaType, string boundary, params IReadOnlyList<OutgoingPart> children) =>
        new($"Content-Type: {mediaType};\r\n boundary=\"{boundary}\"\r\n", default, children, boundary);

    public bool Holds(ReadOnlySpan<byte> text)
    {
        if (Content.Span.IndexOf(text) >= 0)
            return true;
        foreach (var child in Children)
        {
            if (child.Holds(text))
                return true;
        }

        return false;
    }

    public bool HasEightBit => Content.Span.IndexOfAnyInRange((byte)0x80, (byte)0xff) >= 0 || Children.Any(c => c.HasEightBit);

    public void WriteBody(Stream stream)
    {
        stream.Write(Content.Span);
        if (Children.Count == 0)
            return;
        var delimiter = System.Text.Encoding.ASCII.GetBytes($"\r\n--{Boundary}");
        var first = true;
        foreach (var child in Children)
        {
            stream.Write(first ? delimiter.AsSpan(2) : delimiter);
            stream.Write("\r\n"u8);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(child.Header));
            stream.Write("\r\n"u8);
            child.WriteBody(stream);
            first = false;
        }

        stream.Write(delimiter);
        stream.Write("--\r\n"u8);
    }
}
