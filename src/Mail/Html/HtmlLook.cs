using System.Globalization;

namespace Assistant.Mail.Html;

/// <summary>How an element looks, as far as it decides whether its text is seen. What is inherited comes from the element around it.</summary>
internal readonly record struct HtmlLook
{
    // In pixels, of a text of 16: what is smaller is a dot on a line.
    private const double Unreadable = 2.5;

    private const double Usual = 16;

    // Farther than any honest overlap.
    private const double FarAway = -400;

    /// <summary>Nothing inside can be seen, whatever it says.</summary>
    private bool IsGone { get; init; }

    private bool IsInvisible { get; init; }

    private double Size { get; init; }

    private HtmlColour Colour { get; init; }

    private bool IsClear { get; init; }

    /// <summary>Null where it is a picture or a blend.</summary>
    private HtmlColour? Behind { get; init; }

    public static HtmlLook Plain { get; } = new() { Size = Usual, Colour = new HtmlColour(0, 0, 0), Behind = HtmlColour.White };

    public bool IsSeen => !IsGone && !IsInvisible && !IsClear && Size > Unreadable && !(Behind is { } behind && Colour.IsLike(behind));

    /// <summary>What is in it is never seen, as in a script.</summary>
    public HtmlLook Gone() => this with { IsGone = true };

    /// <summary>An element inside this one.</summary>
    /// <param name="declarations">Of its style, later ones over earlier ones, all in lower case.</param>
    public HtmlLook With(IEnumerable<(string Name, string Value)> declarations)
    {
        var look = this;
        var (far, flat, clips) = (false, false, false);
        foreach (var (name, value) in declarations)
        {
            look = look.With(name, value);
            far |= name is "left" or "top" or "right" or "bottom" or "margin-left" or "margin-top" or "text-indent" or "margin" && Length(value.Split(' ').MinBy(static part => Length(part, 0) ?? 0) ?? "", 0) < FarAway;
            flat |= name is "max-height" or "height" or "max-width" or "width" && Length(value, Usual) is >= 0 and <= 1;
            clips |= name is "overflow" or "overflow-x" or "overflow-y" && value.StartsWith("hidden", StringComparison.Ordinal);
        }

        return far || flat && clips ? look.Gone() : look;
    }

    private HtmlLook With(string name, string value) => name switch
    {
        "display" when value == "none" => Gone(),
        "visibility" => this with { IsInvisible = value is "hidden" or "collapse" },
        "opacity" when Number(value) < 0.06 => Gone(),
        "mso-hide" when value == "all" => Gone(),
        "filter" when Packed(value) is "opacity(0)" or "opacity(0%)" or "alpha(opacity=0)" => Gone(),
        "transform" when Packed(value) is var moved && (moved.Contains("scale(0", StringComparison.Ordinal) && !moved.Contains("scale(0.", StringComparison.Ordinal) || moved.Contains("(-999", StringComparison.Ordinal)) => Gone(),
        "clip" when Packed(value) is var cut && (cut.StartsWith("rect(0,0,0,0", StringComparison.Ordinal) || cut.StartsWith("rect(0000", StringComparison.Ordinal) || cut.StartsWith("rect(0px,0px,0px,0px", StringComparison.Ordinal) || cut.StartsWith("rect(1px,1px,1px,1px", StringComparison.Ordinal)) => Gone(),
        "clip-path" when Packed(value) is var path && (path.StartsWith("inset(100%", StringComparison.Ordinal) || path.StartsWith("inset(50%", StringComparison.Ordinal) || path.StartsWith("circle(0", StringComparison.Ordinal)) => Gone(),
        "font-size" => this with { Size = value is "inherit" ? Size : Length(value, Size) ?? Usual },
        "font" when SizeOf(value, Size) is { } size => this with { Size = size },
        "color" => HtmlColour.Read(value, out var clear) is { } colour ? this with { Colour = colour, IsClear = clear } : value is "inherit" or "currentcolor" ? this : this with { Colour = new HtmlColour(0, 0, 0), IsClear = clear },
        "-webkit-text-fill-color" when HtmlColour.Read(value, out var clear) is var fill && (clear || fill is not null) => this with { Colour = fill ?? Colour, IsClear = clear },
        "background-color" or "background" => OnBackground(value),
        "background-image" when value != "none" => this with { Behind = null },
        _ => this,
    };

    private HtmlLook OnBackground(string value)
    {
        if (value.Contains("url(", StringComparison.Ordinal) || value.Contains("gradient", StringComparison.Ordinal))
            return this with { Behind = null };
        var words = value.StartsWith("rgb", StringComparison.Ordinal) ? [value] : value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
        {
            if (HtmlColour.Read(word, out var clear) is { } colour && !clear)
                return this with { Behind = colour };
        }

        // A name that is not known here, as most are: what is behind cannot be said.
        return words is ["none" or "transparent" or "inherit" or "initial" or "unset", ..] || value.StartsWith("rgba", StringComparison.Ordinal) ? this : this with { Behind = null };
    }

    private static double? SizeOf(string font, double around) =>
        font.Split(' ').Where(static part => part.Length > 0 && !char.IsAsciiDigit(part[^1])).Select(part => Length(part.Split('/')[0], around)).FirstOrDefault(static each => each is not null);

    private static double? Number(string value) =>
        double.TryParse(value.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? value.EndsWith('%') ? number / 100 : number : null;

    /// <summary>In pixels; null where it is no length.</summary>
    private static double? Length(string value, double size)
    {
        value = value.Trim();
        var end = value.Length;
        while (end > 0 && !char.IsAsciiDigit(value[end - 1]) && value[end - 1] != '.')
            end--;
        if (end == 0 || !double.TryParse(value.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;
        return value[end..].Trim() switch
        {
            "em" => number * size,
            "rem" => number * Usual,
            "%" => number / 100 * size,
            "pt" => number * 4 / 3,
            "ex" or "ch" => number * size / 2,
            "vw" or "vh" => number * 8,
            "" or "px" => number,
            _ => number == 0 ? 0 : null,
        };
    }

    private static string Packed(string value) => string.Concat(value.Where(static c => !char.IsWhiteSpace(c)));
}
