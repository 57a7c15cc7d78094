using System.Globalization;

namespace Assistant.Host.Cli.Terminal;

/// <summary>What the output can show.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Colour">Whether standard output takes colours.</param>
/// <param name="Unicode">Whether it shows more than ASCII; lines and marks fall back where not.</param>
/// <param name="OutIsTty">Whether a person reads standard output as it comes.</param>
/// <param name="ErrorIsTty">Whether a person reads standard error as it comes; progress is shown only then.</param>
internal sealed record TerminalProfile(int Width, bool Colour, bool Unicode, bool OutIsTty, bool ErrorIsTty)
{
    /// <summary>What every view is laid out for, and what a pipe gets.</summary>
    public const int DefaultWidth = 80;

    /// <summary>Below this a table is a column of letters; a narrower terminal wraps by itself.</summary>
    private const int NarrowestWidth = 60;

    /// <summary>Above this the eye loses the line.</summary>
    private const int WidestWidth = 120;

    public static TerminalProfile OfProcess()
    {
        var outIsTty = !Console.IsOutputRedirected;
        var plain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new TerminalProfile(
            Math.Clamp(outIsTty ? ConsoleWidth() : VariableWidth(), NarrowestWidth, WidestWidth),
            outIsTty && !plain,
            OperatingSystem.IsWindows() ? Console.OutputEncoding.CodePage is 65001 : HasUtf8Locale(),
            outIsTty,
            !Console.IsErrorRedirected);
    }

    private static int ConsoleWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : DefaultWidth;
        }
        catch (IOException)
        {
            return DefaultWidth;
        }
    }

    private static int VariableWidth() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width > 0 ? width : DefaultWidth;

    private static bool HasUtf8Locale()
    {
        foreach (var name in (string[])["LC_ALL", "LC_CTYPE", "LANG"])
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } locale)
                return locale.Contains("utf-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("utf8", StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }
}
