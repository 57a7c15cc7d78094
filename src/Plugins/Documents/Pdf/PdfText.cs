using System.Text;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Documents.Pdf;

/// <summary>The text of a PDF, read by poppler's pdftotext where it is installed. It gets the file on its standard input, so that nothing of it lies in the clear on the disk.</summary>
internal static class PdfText
{
    // What a person would read of it, and what a frame carries.
    private const int MostCharacters = 500_000;
    private const int MostLines = 20_000;

    public static async Task<FormatText> ReadAsync(byte[] bytes, CancellationToken cancel)
    {
        if (bytes.AsSpan(0, Math.Min(bytes.Length, 1024)).IndexOf("%PDF-"u8) < 0)
            throw Unreadable.Because("is no PDF");
        var read = await PdfToText.RunAsync(bytes, cancel);
        var notices = new List<string>();
        var lines = new List<DocumentLine>();
        var characters = 0;
        foreach (var line in read.ReplaceLineEndings("\n").Split('\n').Select(Clean).Where(static line => line.Length > 0))
        {
            characters += line.Length;
            if (lines.Count == MostLines || characters > MostCharacters)
            {
                notices.Add($"It is longer than is read: the text ends after line {lines.Count}.");
                break;
            }

            lines.Add(Line(lines.Count + 1, line));
        }

        if (lines.Count == 0)
            throw Unreadable.Because("has no text: it shows pictures of it", "Add the DOCX that it was made from, or the text itself.");
        return new FormatText { Lines = lines, ReadBy = "pdftotext", Notices = notices };
    }

    // A bullet is a sign of its own in a PDF; in a text it is the mark of an item.
    private static DocumentLine Line(int number, string line) => line.Length > 2 && line[0] is '•' or '▪' or '●' or '■' or '◦' && line[1] == ' '
        ? new DocumentLine(number, line[2..].TrimStart(), "- ")
        : new DocumentLine(number, line);

    private static string Clean(string line)
    {
        var kept = new StringBuilder(line.Length);
        foreach (var rune in line.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) && rune.Value != 0xAD)
                kept.Append(rune);
        }

        return kept.ToString().Trim();
    }
}
