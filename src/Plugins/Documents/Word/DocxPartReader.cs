using System.Xml;

namespace Assistant.Plugins.Documents.Word;

/// <summary>The lines of one part, with the place of every piece of text in it. What was deleted, moved away or hidden is no text.</summary>
internal sealed class DocxPartReader
{
    private readonly string _part;
    private readonly string _text;
    private readonly DocxStyles _styles;
    private readonly int[] _starts;
    private readonly List<DocxLine> _lines = [];
    private readonly Stack<Paragraph> _open = new();
    private readonly Stack<Alternatives> _alternatives = new();
    private List<DocxLine>? _fallback;

    public DocxPartReader(string part, string text, DocxStyles styles)
    {
        (_part, _text, _styles) = (part, text, styles);
        _starts = LineStarts(text);
    }

    /// <exception cref="XmlException">It is no XML.</exception>
    public List<DocxLine> Read()
    {
        using var reader = DocxXml.Read(_text);
        var more = reader.Read();
        while (more)
        {
            if (reader.Depth > DocxXml.Deepest)
                throw Unreadable.Because($"is nested more than {DocxXml.Deepest} deep");
            if (reader.NodeType == XmlNodeType.Element && DocxXml.IsWord(reader.NamespaceURI) && reader.LocalName is "del" or "moveFrom" && !reader.IsEmptyElement)
            {
                reader.Skip();
                more = !reader.EOF;
                continue;
            }

            if (reader.NodeType == XmlNodeType.Element)
                Begin(reader);
            else if (reader.NodeType == XmlNodeType.EndElement)
                End(reader.LocalName, reader.NamespaceURI);
            more = reader.Read();
        }

        return _lines;
    }

    private void Begin(XmlReader reader)
    {
        if (reader.NamespaceURI == DocxXml.Compatibility)
        {
            BeginAlternative(reader);
            return;
        }

        if (!DocxXml.IsWord(reader.NamespaceURI))
            return;
        if (reader.LocalName == "p" && !reader.IsEmptyElement)
            _open.Push(new Paragraph(new DocxLine(_part)));
        else if (_open.TryPeek(out var paragraph))
            Inside(reader, paragraph);
    }

    private void Inside(XmlReader reader, Paragraph paragraph)
    {
        switch (reader.LocalName)
        {
            case "r":
                paragraph.Hidden = false;
                break;
            case "vanish":
                paragraph.Hidden |= reader.GetAttribute("val", reader.NamespaceURI) is not ("0" or "false" or "off");
                break;
            case "pStyle":
                paragraph.Style = reader.GetAttribute("val", reader.NamespaceURI);
                break;
            case "outlineLvl":
                paragraph.Outline = DocxStyles.Number(reader.GetAttribute("val", reader.NamespaceURI));
                break;
            case "ilvl":
                paragraph.Indent = DocxStyles.Number(reader.GetAttribute("val", reader.NamespaceURI)) ?? 0;
                break;
            case "numId":
                paragraph.InList = reader.GetAttribute("val", reader.NamespaceURI) != "0";
                break;
            case "t":
                AddText(reader, paragraph);
                break;
            case "tab" when !paragraph.InProperties:
            case "ptab":
                paragraph.Line.Pieces.Add(new DocxPiece("\t", -1));
                break;
            case "noBreakHyphen":
                paragraph.Line.Pieces.Add(new DocxPiece("-", -1));
                break;
            case "br" or "cr":
                Finish(paragraph);
                paragraph.Line = new DocxLine(_part);
                break;
            case "pPr" when !reader.IsEmptyElement:
                paragraph.InProperties = true;
                break;
        }
    }

    private void End(string name, string space)
    {
        if (space == DocxXml.Compatibility)
            EndAlternative(name);
        else if (DocxXml.IsWord(space) && name == "pPr" && _open.TryPeek(out var inside))
            inside.InProperties = false;
        else if (DocxXml.IsWord(space) && name == "p" && _open.TryPop(out var paragraph))
            Finish(paragraph);
    }

    // Leaves the reader on the end of the element.
    private void AddText(XmlReader reader, Paragraph paragraph)
    {
        var offset = Offset((IXmlLineInfo)reader);
        if (reader.IsEmptyElement)
        {
            if (!paragraph.Hidden)
                paragraph.Line.Pieces.Add(new DocxPiece("", offset));
            return;
        }

        var text = "";
        for (var depth = reader.Depth; reader.Read() && reader.Depth > depth;)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                text += reader.Value;
            else if (reader.NodeType == XmlNodeType.Element)
                throw Unreadable.Because($"is damaged: {_part} has an element inside a text");
        }

        // A line end inside a text is a blank to every word processor.
        if (!paragraph.Hidden)
            paragraph.Line.Pieces.Add(new DocxPiece(text.Replace('\n', ' '), offset));
    }

    private void Finish(Paragraph paragraph)
    {
        var line = paragraph.Line;
        var level = paragraph.Outline is { } outline ? DocxStyles.Level(outline) : _styles.Heading(paragraph.Style);
        line.Mark = level > 0 ? new string('#', level) + " "
            : paragraph.InList ?? _styles.IsList(paragraph.Style) ? new string(' ', 2 * Math.Min(paragraph.Indent, 8)) + "- "
            : "";
        (_fallback ?? _lines).Add(line);
    }

    private void BeginAlternative(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return;
        if (reader.LocalName == "AlternateContent")
            _alternatives.Push(new Alternatives(_lines.Count));
        else if (reader.LocalName == "Fallback" && _alternatives.TryPeek(out var alternatives) && _fallback is null)
        {
            _fallback = [];
            alternatives.InFallback = true;
        }
    }

    // What a text box says is written twice: for programs that know the newer shape, and for others.
    private void EndAlternative(string name)
    {
        if (!_alternatives.TryPeek(out var alternatives))
            return;
        if (name == "Fallback" && alternatives.InFallback && _fallback is { } fallback)
        {
            _fallback = null;
            alternatives.InFallback = false;
            var first = _lines.Skip(alternatives.First).ToList();
            if (first.Count == 0)
                _lines.AddRange(fallback);
            else if (first.Count == fallback.Count && first.Zip(fallback).All(static pair => pair.First.Whole == pair.Second.Whole))
            {
                foreach (var (line, twin) in first.Zip(fallback))
                    line.Twin = twin;
            }
        }
        else if (name == "AlternateContent")
            _alternatives.Pop();
    }

    private int Offset(IXmlLineInfo place) => _starts[place.LineNumber - 1] + place.LinePosition - 1;

    // As XML counts lines: a line feed, a carriage return, or both together.
    private static int[] LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))
                starts.Add(i + 1);
        }

        return [.. starts];
    }

    private sealed class Paragraph(DocxLine line)
    {
        public DocxLine Line { get; set; } = line;

        public string? Style { get; set; }

        public int? Outline { get; set; }

        public int Indent { get; set; }

        public bool? InList { get; set; }

        public bool Hidden { get; set; }

        public bool InProperties { get; set; }
    }

    private sealed class Alternatives(int first)
    {
        public int First { get; } = first;

        public bool InFallback { get; set; }
    }
}
