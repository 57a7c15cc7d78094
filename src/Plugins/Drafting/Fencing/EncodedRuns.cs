using System.Globalization;
using System.Text;

namespace Assistant.Plugins.Drafting.Fencing;

/// <summary>Cuts encoded files (base64, hexadecimal) out of a line and says how long they were: nobody writes them, and a model could decode them.</summary>
internal static class EncodedRuns
{
    public static string Cut(string line, ref bool found)
    {
        var result = default(StringBuilder);
        var from = 0;
        for (var at = 0; at < line.Length;)
        {
            var end = at;
            while (end < line.Length && IsEncoded(line[end]))
                end++;
            if (end - at >= FenceLimits.EncodedRun || (end - at >= FenceLimits.EncodedLine && IsMixed(line.AsSpan(at, end - at))))
            {
                result ??= new StringBuilder();
                result.Append(line, from, at - from).Append(CultureInfo.InvariantCulture, $"[{end - at} encoded characters cut]");
                from = end;
            }

            at = end + 1;
        }

        if (result is null)
            return line;
        found = true;
        return result.Append(line, from, line.Length - from).ToString();
    }

    private static bool IsEncoded(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=' or '_' or '-';

    // Large, small letters and figures without a blank: no word of any language, and no path.
    private static bool IsMixed(ReadOnlySpan<char> run) =>
        run.ContainsAnyInRange('A', 'Z') && run.ContainsAnyInRange('a', 'z') && run.ContainsAnyInRange('0', '9') && run.Count('-') + run.Count('/') < run.Length / 12;
}
