using System.Text;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>A signature below a draft's Markdown: after a line of two hyphens, as mail has it (RFC 3676, section 4.3), and once.</summary>
internal static class SignatureText
{
    // A page of lines: what is longer is a document.
    private const int Longest = 4_000;

    /// <summary>Why a text can be no signature; null where it can.</summary>
    public static string? Refusal(string text) =>
        string.IsNullOrWhiteSpace(text) ? "is empty"
        : text.Length > Longest ? $"has more than {Longest} characters"
        : PlainText.Refusal(text, lines: true) ?? (PlainText.Unfilled(text) is { } variable ? $"has {variable} in it, which nothing fills" : null);

    /// <summary>Without what nobody sees: the ends of lines, and empty lines around it.</summary>
    public static string Tidy(string text) => string.Join('\n', Lines(text)).Trim('\n');

    /// <summary>A plain text as Markdown that reads the same.</summary>
    public static string OfPlain(string text) => Tidy(string.Join('\n', Lines(text).Select(static line => Escaped(line.TrimStart()))));

    /// <summary>The body with the signature at its end, where it is not there already.</summary>
    public static string Append(string body, string? signature)
    {
        if (string.IsNullOrEmpty(signature) || Tidy(body).EndsWith(signature, StringComparison.Ordinal))
            return body;
        return $"{body.TrimEnd()}\n\n--\n{signature}\n";
    }

    /// <summary>The body without the signature; as it is, where it does not end with it.</summary>
    public static string Without(string body, string? signature)
    {
        var end = $"\n\n--\n{signature}";
        var tidy = Tidy("\n\n" + body);
        return string.IsNullOrEmpty(signature) || !$"\n\n{tidy}".EndsWith(end, StringComparison.Ordinal) ? body : tidy[..Math.Max(0, tidy.Length - end.Length)].TrimEnd() + "\n";
    }

    private static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd());

    private static string Escaped(string line)
    {
        var escaped = new StringBuilder(line.Length + 8);
        for (var at = 0; at < line.Length; at++)
        {
            var special = line[at] switch
            {
                '\\' or '*' or '`' or '[' or '<' or '~' => true,
                // Within a word it is only itself.
                '_' => at == 0 || at + 1 == line.Length || !char.IsLetterOrDigit(line[at - 1]) || !char.IsLetterOrDigit(line[at + 1]),
                '#' or '>' or '=' => at == 0,
                '-' or '+' => at == 0 && (line.Length == 1 || line[1] is ' ' or '-' or '+'),
                '.' or ')' => at > 0 && line.AsSpan(0, at).IndexOfAnyExceptInRange('0', '9') < 0,
                '&' => line.IndexOf(';', at) > at,
                _ => false,
            };
            if (special)
                escaped.Append('\\');
            escaped.Append(line[at]);
        }

        return escaped.ToString();
    }
}
