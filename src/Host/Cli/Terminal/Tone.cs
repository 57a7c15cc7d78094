namespace Assistant.Host.Cli.Terminal;

/// <summary>What a text means, whatever colours the terminal has. No meaning is carried by a tone alone.</summary>
internal enum Tone
{
    Plain,
    Strong,
    Dim,
    Good,
    Notice,
    Bad,
    Accent,
}
