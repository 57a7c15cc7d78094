using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Documents;

/// <summary>What was read out of a version's bytes, as it is sealed beside them.</summary>
/// <param name="Text">As <see cref="DocumentText.Text"/>.</param>
/// <param name="Lines">As <see cref="DocumentText.Lines"/>.</param>
/// <param name="ReadBy">As <see cref="DocumentText.ReadBy"/>.</param>
/// <param name="Notices">As <see cref="DocumentText.Notices"/>.</param>
internal sealed record ReadText(string Text, IReadOnlyList<DocumentLine> Lines, string ReadBy, IReadOnlyList<string> Notices)
{
    /// <summary>Who handed the file in had read it already.</summary>
    public const string HandedIn = "handed in";

    /// <summary>A text that needs no reading: its lines are those that are not empty.</summary>
    public static ReadText Of(string text, string readBy) =>
        new(text, [.. text.ReplaceLineEndings("\n").Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0).Select(static (line, index) => new DocumentLine(index + 1, line))], readBy, []);

    public DocumentText ForClient(string id, int version) => new() { Id = id, Version = version, Text = Text, Lines = Lines, ReadBy = ReadBy, Notices = Notices };
}
