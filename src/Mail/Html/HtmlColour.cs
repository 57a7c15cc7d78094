using System.Globalization;

namespace Assistant.Mail.Html;

/// <summary>A colour of a style, as far as it is needed to see that a text has the colour of what is behind it.</summary>
internal readonly record struct HtmlColour(int Red, int Green, int Blue)
{
    // Nobody reads white on #f4f4f4 either.
    private const int Alike = 24;

    private const double Faint = 0.06;

    public static HtmlColour White { get; } = new(255, 255, 255);

    private static readonly Dictionary<string, HtmlColour> Names = new(StringComparer.Ordinal)
    {
        ["white"] = White, ["snow"] = new(255, 250, 250), ["ivory"] = new(255, 255, 240), ["ghostwhite"] = new(248, 248, 255), ["whitesmoke"] = new(245, 245, 245), ["floralwhite"] = new(255, 250, 240),
        ["azure"] = new(240, 255, 255), ["mintcream"] = new(245, 255, 250), ["seashell"] = new(255, 245, 238), ["black"] = new(0, 0, 0), ["gray"] = new(128, 128, 128), ["grey"] = new(128, 128, 128),
        ["silver"] = new(192, 192, 192), ["lightgray"] = new(211, 211, 211), ["lightgrey"] = new(211, 211, 211), ["gainsboro"] = new(220, 220, 220), ["red"] = new(255, 0, 0), ["green"] = new(0, 128, 0),
        ["blue"] = new(0, 0, 255), ["navy"] = new(0, 0, 128), ["yellow"] = new(255, 255, 0), ["orange"] = new(255, 165, 0),
    };

    public bool IsLike(HtmlColour other) => Math.Abs(Red - other.Red) <= Alike && Math.Abs(Green - other.Green) <= Alike && Math.Abs(Blue - other.Blue) <= Alike;

    /// <param name="value">In lower case.</param>
    /// <param name="isClear">It lets through what is behind it.</param>
    public static HtmlColour? Read(string value, out bool isClear)
    {
        value = value.Trim();
        isClear = value == "transparent";
        if (Names.TryGetValue(value, out var named))
            return named;
        if (value.StartsWith('#'))
            return Hexadecimal(value[1..], out isClear);
        var open = value.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !value.StartsWith("rgb", StringComparison.Ordinal))
            return null;
        var parts = value[(open + 1)..].TrimEnd(')').Split([',', ' ', '/'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 3)
            return null;
        isClear = parts.Length > 3 && Part(parts[3], 1) < Faint;
        return new HtmlColour((int)Part(parts[0], 255), (int)Part(parts[1], 255), (int)Part(parts[2], 255));
    }

    private static double Part(string text, double whole)
    {
        var isShare = text.EndsWith('%');
        return double.TryParse(isShare ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? Math.Clamp(isShare ? value / 100 * whole : value, 0, whole) : whole;
    }

    private static HtmlColour? Hexadecimal(string figures, out bool isClear)
    {
        isClear = false;
        if (figures.Length is 3 or 4)
            figures = string.Concat(figures.Select(static c => new string(c, 2)));
        if (figures.Length is not (6 or 8) || !uint.TryParse(figures, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            return null;
        if (figures.Length == 8)
        {
            isClear = (value & 0xFF) < 255 * Faint;
            value >>= 8;
        }

        return new HtmlColour((int)(value >> 16 & 0xFF), (int)(value >> 8 & 0xFF), (int)(value & 0xFF));
    }
}
