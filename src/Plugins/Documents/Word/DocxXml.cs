using System.Xml;
using System.Xml.Linq;

namespace Assistant.Plugins.Documents.Word;

/// <summary>XML from strangers: no document type, nothing fetched, no more characters and no deeper than a document has.</summary>
internal static class DocxXml
{
    public const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public const string StrictWord = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    public const string Compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";

    // Tables in tables in text boxes are some thirty deep.
    public const int Deepest = 256;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 64L * 1024 * 1024,
        MaxCharactersFromEntities = 1024,
    };

    public static bool IsWord(string space) => space is Word or StrictWord;

    public static XmlReader Read(string text) => XmlReader.Create(new StringReader(text), Settings);

    /// <summary>A small part as a tree; null where the package has none of that name.</summary>
    public static XElement? Tree(DocxPackage package, string part)
    {
        if (package.Text(part) is not { } text)
            return null;
        try
        {
            RequireShallow(text);
            using var reader = Read(text);
            return XElement.Load(reader);
        }
        catch (XmlException error)
        {
            throw Unreadable.Because($"is damaged: {part}, {error.Message.TrimEnd('.')}", inner: error);
        }
    }

    // A tree is freed by recursion, so depth is looked at before there is one.
    private static void RequireShallow(string text)
    {
        using var reader = Read(text);
        while (reader.Read())
        {
            if (reader.Depth > Deepest)
                throw Unreadable.Because($"is nested more than {Deepest} deep");
        }
    }
}
