using System.Buffers;
using System.Text;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Documents.Word;

/// <summary>
/// Puts other characters into lines of a DOCX. Only the texts of the runs that hold them are written anew, in place, so that every style, every other run
/// and every other part stays byte for byte what it was.
/// </summary>
internal static class DocxTailor
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>");

    /// <exception cref="RpcException">A line is not there, or a tab or a break stands in what would be changed.</exception>
    public static byte[] Apply(DocxPackage package, IReadOnlyList<LineEdit> edits)
    {
        var lines = DocxReader.Read(package).Lines;
        var changes = new Dictionary<(string Part, int Offset), string>();
        for (var i = 0; i < edits.Count; i++)
        {
            var edit = edits[i];
            if (edit.Line < 1 || edit.Line > lines.Count || edit.At < 0 || edit.Length < 0 || (long)edit.At + edit.Length > lines[edit.Line - 1].Text.Length)
                throw RpcException.Invalid($"$.edits[{i}]", $"is beyond the text: there are {lines.Count} lines", "Read the text again, and name its lines.");
            if (edit.Text.AsSpan().ContainsAny('\n', '\r') || edit.Text.EnumerateRunes().Any(static rune => Rune.IsControl(rune) && rune.Value != '\t' || rune.Value is 0xFFFE or 0xFFFF))
                throw RpcException.Invalid($"$.edits[{i}].text", "has a line break or a control character", "Give one line of text.");
        }

        // From the end of each line to its beginning, so that places before stay what they are.
        foreach (var (edit, index) in edits.Select(static (edit, index) => (edit, index)).OrderByDescending(static each => each.edit.Line).ThenByDescending(static each => each.edit.At))
        {
            for (var line = lines[edit.Line - 1]; line is not null; line = line.Twin)
                Change(line, edit, index, changes);
        }

        return package.With(changes.GroupBy(static change => change.Key.Part).ToDictionary(static group => group.Key, group => Splice(package.Text(group.Key)!, group)));
    }

    private static void Change(DocxLine line, LineEdit edit, int index, Dictionary<(string Part, int Offset), string> changes)
    {
        var (from, to) = (line.Lead + edit.At, line.Lead + edit.At + edit.Length);
        var held = from == to ? Beside(line, from) : Within(line, from, to, edit, index);
        if (held.Count == 0)
            throw RpcException.Invalid($"$.edits[{index}]", $"has no text beside it in line {edit.Line}", "Change a word that is there.");
        var text = edit.Text;
        foreach (var (piece, start) in held)
        {
            var key = (line.Part, piece.Offset);
            var now = changes.GetValueOrDefault(key) ?? piece.Text;
            changes[key] = string.Concat(now.AsSpan(0, Math.Max(from - start, 0)), text, now.AsSpan(Math.Min(to - start, piece.Text.Length)));
            text = "";
        }
    }

    // What is put in belongs to the run before it; to the one after it where there is none.
    private static List<(DocxPiece Piece, int Start)> Beside(DocxLine line, int at)
    {
        var texts = Places(line).Where(static place => place.Piece.Offset >= 0).ToList();
        return [.. texts.Where(place => place.Start < at && at <= place.Start + place.Piece.Text.Length).Concat(texts.Where(place => place.Start == at)).Take(1)];
    }

    private static List<(DocxPiece Piece, int Start)> Within(DocxLine line, int from, int to, LineEdit edit, int index)
    {
        var held = Places(line).Where(place => place.Start < to && place.Start + place.Piece.Text.Length > from).ToList();
        return held.Exists(static place => place.Piece.Offset < 0)
            ? throw RpcException.Invalid($"$.edits[{index}]", $"would change a tab or another sign that is no text in line {edit.Line}", "Change what stands before and after it, each by itself.")
            : held;
    }

    private static IEnumerable<(DocxPiece Piece, int Start)> Places(DocxLine line)
    {
        var start = 0;
        foreach (var piece in line.Pieces)
        {
            yield return (piece, start);
            start += piece.Text.Length;
        }
    }

    private static string Splice(string part, IEnumerable<KeyValuePair<(string Part, int Offset), string>> changes)
    {
        var made = new StringBuilder(part.Length);
        var at = 0;
        foreach (var ((_, offset), text) in changes.OrderBy(static change => change.Key.Offset))
        {
            var (tagEnd, isEmpty) = TagEnd(part, offset);
            var nameEnd = part.AsSpan(offset).IndexOfAny(NameEnds) + offset;
            made.Append(part, at, nameEnd - at);
            var attributes = part[nameEnd..(isEmpty ? tagEnd - 1 : tagEnd)];
            if (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])) && !attributes.Contains("xml:space", StringComparison.Ordinal))
                made.Append(" xml:space=\"preserve\"");
            made.Append(attributes.TrimEnd()).Append('>').Append(Escaped(text));
            if (isEmpty)
                made.Append("</").Append(part, offset, nameEnd - offset).Append('>');
            at = isEmpty ? tagEnd + 1 : part.IndexOf("</", tagEnd, StringComparison.Ordinal);
        }

        return made.Append(part, at, part.Length - at).ToString();
    }

    // The '>' of a start tag, which an attribute's value may have too.
    private static (int End, bool IsEmpty) TagEnd(string part, int at)
    {
        var quote = '\0';
        for (; ; at++)
        {
            var c = part[at];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c == '>')
                return (at, part[at - 1] == '/');
        }
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
