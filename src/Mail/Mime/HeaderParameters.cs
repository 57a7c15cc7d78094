using System.Globalization;
using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>A value with parameters (Content-Type, Content-Disposition, Auto-Submitted), RFC 2045 section 5.1 and RFC 2231.</summary>
/// <param name="Value">What stands before the first semicolon, without comments.</param>
/// <param name="Parameters">By lower-case name; continuations joined, charsets and encoded words decoded; of two with one name the first.</param>
public sealed record HeaderParameters(string Value, IReadOnlyDictionary<string, string> Parameters)
{
    public static HeaderParameters Parse(string field)
    {
        var at = 0;
        var value = ReadValue(field, ref at);
        var plain = new Dictionary<string, string>(StringComparer.Ordinal);
        var sections = new Dictionary<string, SortedDictionary<int, (string Text, bool Encoded)>>(StringComparer.Ordinal);
        while (at < field.Length)
        {
            var nameStart = ++at;
            while (at < field.Length && field[at] is not ('=' or ';'))
                at++;
            var name = WithoutComments(field[nameStart..at]).ToLowerInvariant();
            if (at == field.Length || field[at] == ';' || name.Length == 0)
            {
                while (at < field.Length && field[at] != ';')
                    at++;
                continue;
            }

            at++;
            var text = ReadValue(field, ref at);
            Keep(name, text, plain, sections);
        }

        foreach (var (name, parts) in sections)
            plain[name] = Join(parts);
        return new HeaderParameters(value, plain);
    }

    private static void Keep(string name, string text, Dictionary<string, string> plain, Dictionary<string, SortedDictionary<int, (string, bool)>> sections)
    {
        var star = name.IndexOf('*', StringComparison.Ordinal);
        if (star <= 0)
        {
            plain.TryAdd(name, EncodedWord.Decode(text));
            return;
        }

        var encoded = name[^1] == '*';
        var number = name[(star + 1)..].TrimEnd('*');
        var section = 0;
        if (number.Length > 0 && !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out section))
            return;
        if (!sections.TryGetValue(name[..star], out var parts))
            sections[name[..star]] = parts = [];
        if (parts.Count < MimeLimits.ParameterSections)
            parts.TryAdd(section, (text, encoded));
    }

    /// <summary>RFC 2231 sections 3 and 4: sections in order; the first encoded one starts with charset'language'.</summary>
    private static string Join(SortedDictionary<int, (string Text, bool Encoded)> parts)
    {
        var charset = "utf-8";
        var bytes = new List<byte>();
        foreach (var (number, (text, encoded)) in parts)
        {
            var from = 0;
            if (encoded && number == parts.Keys.First())
            {
                var first = text.IndexOf('\'', StringComparison.Ordinal);
                var second = first < 0 ? -1 : text.IndexOf('\'', first + 1);
                if (second > 0)
                {
                    charset = first > 0 ? text[..first] : charset;
                    from = second + 1;
                }
            }

            var raw = Encoding.UTF8.GetBytes(text[from..]);
            bytes.AddRange(encoded ? Unescape(raw) : raw);
        }

        return Charsets.Decode(charset, bytes.ToArray());
    }

    private static List<byte> Unescape(byte[] text)
    {
        var result = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit((char)text[i + 1]) && char.IsAsciiHexDigit((char)text[i + 2]))
            {
                result.Add(Convert.FromHexString([(char)text[i + 1], (char)text[i + 2]])[0]);
                i += 2;
            }
            else
                result.Add(text[i]);
        }

        return result;
    }

    /// <summary>Reads up to the next semicolon outside quotes and comments and leaves <paramref name="at"/> on it.</summary>
    private static string ReadValue(string field, ref int at)
    {
        var value = new StringBuilder();
        var depth = 0;
        var quoted = false;
        var wasQuoted = false;
        for (; at < field.Length; at++)
        {
            var c = field[at];
            if (c == '\\' && (quoted || depth > 0) && at + 1 < field.Length)
            {
                at++;
                if (depth == 0)
                    value.Append(field[at]);
            }
            else if (c == '"' && depth == 0)
            {
                quoted = !quoted;
                wasQuoted = true;
            }
            else if (quoted)
                value.Append(c);
            else if (c == '(')
                depth++;
            else if (c == ')' && depth > 0)
                depth--;
            else if (depth > 0)
                continue;
            else if (c == ';')
                break;
            else if (!(wasQuoted && MailText.IsSpace(c)))
                value.Append(c);
        }

        return wasQuoted ? value.ToString().TrimStart() : value.ToString().Trim();
    }

    private static string WithoutComments(string text)
    {
        var at = 0;
        return text.Contains('(', StringComparison.Ordinal) ? ReadValue(text, ref at) : text.Trim();
    }
}
