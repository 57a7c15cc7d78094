namespace Assistant.Plugins.Documents.Word;

/// <summary>A paragraph, or what stands between two line breaks of one: the pieces of text that make it up, with where each is written.</summary>
internal sealed class DocxLine(string part)
{
    public string Part { get; } = part;

    public List<DocxPiece> Pieces { get; } = [];

    public string Mark { get; set; } = "";

    /// <summary>The same text once more, for programs that cannot show the first; changed with it.</summary>
    public DocxLine? Twin { get; set; }

    /// <summary>As it stands, with the blanks around it.</summary>
    public string Whole => string.Concat(Pieces.Select(static piece => piece.Text));

    public string Text => Whole.Trim();

    /// <summary>How many characters stand before <see cref="Text"/>.</summary>
    public int Lead => Whole.Length - Whole.TrimStart().Length;
}

/// <param name="Text">Its characters.</param>
/// <param name="Offset">Where in the part the name of its element begins; -1 for a tab, a hyphen and the like, which are no text that can be changed.</param>
internal sealed record DocxPiece(string Text, int Offset);
