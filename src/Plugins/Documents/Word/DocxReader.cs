using System.Xml;
using System.Xml.Linq;

namespace Assistant.Plugins.Documents.Word;

/// <summary>The lines of a DOCX in the order in which they are read: headers, body, footers.</summary>
internal sealed class DocxReader
{
    // Hands back no more than a person would read, and a frame can carry.
    private const int MostCharacters = 500_000;
    private const int MostLines = 20_000;

    private readonly DocxPackage _package;
    private int _characters;

    private DocxReader(DocxPackage package) => _package = package;

    public List<DocxLine> Lines { get; } = [];

    public List<string> Notices { get; } = [];

    /// <exception cref="Protocol.JsonRpc.RpcException">It is no DOCX that can be read.</exception>
    public static DocxReader Read(DocxPackage package)
    {
        var reader = new DocxReader(package);
        reader.ReadParts();
        return reader;
    }

    private void ReadParts()
    {
        var main = Targets("_rels/.rels", "").FirstOrDefault(static each => each.Type == "officeDocument").Part;
        if (main is null || !_package.Has(main))
            throw Unreadable.Because("has no document in it", "Add a DOCX: a spreadsheet or a presentation has no lines of its own.");
        var slash = main.LastIndexOf('/') + 1;
        var related = Targets($"{main[..slash]}_rels/{main[slash..]}.rels", main[..slash]).ToList();
        var styles = new DocxStyles(_package, related.FirstOrDefault(static each => each.Type == "styles").Part ?? "");
        foreach (var part in (IEnumerable<string>)[.. Parts("header"), main, .. Parts("footer")])
            ReadPart(part, styles);
        if (Lines.Count == 0)
            throw Unreadable.Because("has no text", "If it shows pictures of text, add the text itself.");
        if (related.Any(static each => each.Type == "vbaProject") || _package.Has($"{main[..slash]}vbaProject.bin"))
            Notices.Add("It has macros. They are not run; they stay in the file.");

        IEnumerable<string> Parts(string type) => related.Where(each => each.Type == type && _package.Has(each.Part)).Select(static each => each.Part).Distinct().Order(StringComparer.Ordinal);
    }

    private void ReadPart(string part, DocxStyles styles)
    {
        try
        {
            foreach (var line in new DocxPartReader(part, _package.Text(part)!, styles).Read())
            {
                if (line.Text.Length == 0)
                    continue;
                _characters += line.Whole.Length;
                if (Lines.Count == MostLines || _characters > MostCharacters)
                {
                    Notices.Add($"It is longer than is read: the text ends after line {Lines.Count}.");
                    return;
                }

                Lines.Add(line);
            }
        }
        catch (XmlException error)
        {
            throw Unreadable.Because($"is damaged: {part}, {error.Message.TrimEnd('.')}", inner: error);
        }
    }

    // What a part refers to inside the package, by the last word of the relation's type.
    private IEnumerable<(string Type, string Part)> Targets(string part, string folder) =>
        from relation in DocxXml.Tree(_package, part)?.Elements() ?? []
        let target = (string?)relation.Attribute("Target")
        let type = (string?)relation.Attribute("Type")
        where target is not null && type is not null && (string?)relation.Attribute("TargetMode") != "External"
        select (type[(type.LastIndexOf('/') + 1)..], Inside(folder, target));

    private static string Inside(string folder, string target) =>
        target.StartsWith('/') ? target[1..] : target.StartsWith("./", StringComparison.Ordinal) ? folder + target[2..] : folder + target;
}
