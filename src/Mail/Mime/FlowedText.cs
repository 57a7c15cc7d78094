using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>text/plain; format=flowed, RFC 3676.</summary>
internal static class FlowedText
{
    /// <summary>Section 4.2 asks for lines under 79; 72 leaves room for quoting.</summary>
    private const int Columns = 72;

    /// <summary>RFC 5322 section 2.1.1: no line over 998 octets.</summary>
    private const int LongestLine = 998;

    /// <summary>Joins flowed lines into paragraphs. Lines of different quote depth and the signature line never join.</summary>
    /// <param name="text">Lines ended by LF.</param>
    /// <param name="delSp">Whether the space at a soft break goes too (section 4.1).</param>
    public static string Decode(string text, bool delSp)
    {
        var result = new StringBuilder(text.Length);
        var open = -1;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            var depth = 0;
            while (depth < line.Length && line[depth] == '>')
                depth++;
            var content = line[depth..];
            if (content.Length > 0 && content[0] == ' ')
                content = content[1..];
            var signature = content is "-- ";
            var flowed = content.Length > 0 && content[^1] == ' ' && !signature;
            if (open != depth || signature)
            {
                if (range.Start.Value > 0)
                    result.Append('\n');
                result.Append('>', depth);
                if (depth > 0 && content.Length > 0)
                    result.Append(' ');
            }

            result.Append(flowed && delSp ? content[..^1] : content);
            open = flowed ? depth : -1;
        }

        return result.ToString();
    }

    /// <summary>Breaks paragraphs into flowed lines, DelSp=no. A word longer than a line stays whole.</summary>
    /// <param name="text">Lines ended by LF.</param>
    /// <returns>Lines ended by CRLF.</returns>
    public static string Encode(string text)
    {
        var result = new StringBuilder(text.Length + text.Length / 32);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            if (range.Start.Value == text.Length && text.EndsWith('\n'))
                break;
            if (line is not "-- ")
                line = line.TrimEnd(' ');
            var quote = IsQuote(line) && line.Length < LongestLine;
            while (!quote && line.Length > Columns && Break(line) is var at and > 0)
            {
                Stuff(result, line).Append(line[..at]).Append("\r\n");
                line = line[at..];
            }

            (quote ? result : Stuff(result, line)).Append(line).Append("\r\n");
        }

        return result.ToString();
    }

    /// <summary>A quoted line as people write it stays a quote; it is not broken, since only its own depth could join it again.</summary>
    private static bool IsQuote(ReadOnlySpan<char> line) => line.TrimStart('>') is var rest && rest.Length < line.Length && (rest.Length == 0 || rest[0] == ' ');

    private static StringBuilder Stuff(StringBuilder result, ReadOnlySpan<char> line) =>
        line.Length > 0 && (line[0] is ' ' or '>' || line.StartsWith("From ", StringComparison.Ordinal)) ? result.Append(' ') : result;

    /// <summary>Where the next line starts: behind a space that leaves the line within its columns, else behind the first space at all.</summary>
    private static int Break(ReadOnlySpan<char> line)
    {
        var at = line[..Columns].LastIndexOf(' ');
        if (at <= 0)
            at = line[Columns..].IndexOf(' ') is var later and >= 0 ? Columns + later : -1;
        return at < 0 || at + 1 >= line.Length ? -1 : at + 1;
    }
}
