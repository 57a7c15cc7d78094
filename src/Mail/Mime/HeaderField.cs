using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>One field of a header: its bytes as they came, decoded only when asked.</summary>
public sealed class HeaderField
{
    private readonly ReadOnlyMemory<byte> _body;

    private string? _value;

    private string? _text;

    internal HeaderField(string name, ReadOnlyMemory<byte> raw, ReadOnlyMemory<byte> body)
    {
        Name = name;
        Raw = raw;
        _body = body;
    }

    /// <summary>The name as written; names compare without regard to case.</summary>
    public string Name { get; }

    /// <summary>The original bytes: name, colon, folded body and its line end.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The body unfolded and trimmed, encoded words left as they are: what addresses, ids and parameters are parsed from.</summary>
    public string Value => _value ??= Unfold(MailText.FromHeaderBytes(_body.Span));

    /// <summary>The body for people: unfolded, trimmed, encoded words decoded (RFC 2047).</summary>
    public string Text => _text ??= EncodedWord.Decode(Value);

    public override string ToString() => $"{Name}: {Value}";

    /// <summary>RFC 5322 section 2.2.3: the line break goes, the white space after it stays. A lone CR or LF becomes a space.</summary>
    private static string Unfold(string body)
    {
        if (body.AsSpan().IndexOfAny('\r', '\n') < 0)
            return body.Trim();
        var value = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] is not ('\r' or '\n'))
            {
                value.Append(body[i]);
                continue;
            }

            if (body[i] == '\r' && i + 1 < body.Length && body[i + 1] == '\n')
                i++;
            if (i + 1 < body.Length && body[i + 1] is not (' ' or '\t'))
                value.Append(' ');
        }

        return value.ToString().Trim();
    }
}
