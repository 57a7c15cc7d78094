using System.Globalization;
using System.Text;

namespace Assistant.Host.Cli.Terminal;

/// <summary>
/// Text from outside, made harmless for a terminal: an escape sequence or a direction override in a subject must not repaint
/// what a person is asked to approve. Each such character is shown by its code instead of being obeyed or hidden.
/// </summary>
internal static class SafeText
{
    /// <summary>One line: line ends are shown too.</summary>
    public static string Line(string text) => Show(text, keepLines: false);

    /// <summary>Several lines: LF stays, CR LF becomes LF, tabs become four spaces.</summary>
    public static string Block(string text) => Show(text.ReplaceLineEndings("\n").Replace("\t", "    ", StringComparison.Ordinal), keepLines: true);

    private static string Show(string text, bool keepLines)
    {
        if (!text.Any(c => IsUnsafe(c) && !(keepLines && c == '\n')))
            return text;
        var shown = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (IsUnsafe(c) && !(keepLines && c == '\n'))
                shown.Append(CultureInfo.InvariantCulture, $"<U+{(int)c:X4}>");
            else
                shown.Append(c);
        }

        return shown.ToString();
    }

    // Controls; then what changes the direction or the look of text without being seen.
    private static bool IsUnsafe(char c) =>
        char.IsControl(c) || c is '\u061C' or '\u200B' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\uFEFF';
}
