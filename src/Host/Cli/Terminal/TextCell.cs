namespace Assistant.Host.Cli.Terminal;

/// <summary>One field of a table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Tone">What that means.</param>
/// <param name="Whole">Kept on one line, as a time is.</param>
internal readonly record struct TextCell(string Text, Tone Tone = Tone.Plain, bool Whole = false)
{
    /// <summary>To the second, where several things happen in one minute.</summary>
    public static TextCell AtSecond(DateTimeOffset time) => new(Shown.Second(time), Whole: true);

    public static TextCell At(DateTimeOffset time) => new(Shown.Time(time), Whole: true);

    public static implicit operator TextCell(string? text) => new(text ?? "");

    public static TextCell FromString(string? text) => text;
}
