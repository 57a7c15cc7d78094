using System.Text;

namespace Assistant.Host.Records.Documents;

/// <summary>File names for documents, safe on every system.</summary>
internal static class FileNames
{
    private const int Longest = 80;

    /// <summary>The name that the file came with, else the title with the ending of its type.</summary>
    public static string Of(DocumentRow row, VersionRow version) => version.FileName ?? Of(row.Title, DocumentTypes.Ending(version.Type));

    public static string Of(string title, string ending)
    {
        var name = new StringBuilder();
        foreach (var c in title)
        {
            if (char.IsLetterOrDigit(c) || c is '_' or '.')
                name.Append(c);
            else if (name.Length > 0 && name[^1] != '-')
                name.Append('-');
        }

        var text = name.ToString().Trim('-', '.');
        if (text.Length > Longest)
            text = text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
        return (text.Length == 0 ? "document" : text) + ending;
    }
}
