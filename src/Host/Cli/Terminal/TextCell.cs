namespace Assistant.Host.Cli.Terminal;

/// <summary>One field of a table.</summary>
internal readonly record struct TextCell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator TextCell(string? text) => new(text ?? "");

    public static TextCell FromString(string? text) => text;
}
