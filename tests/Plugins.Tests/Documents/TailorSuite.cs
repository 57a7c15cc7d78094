using System.Diagnostics;
using System.Xml;
using System.Xml.Linq;
using Assistant.Plugins.Documents.Word;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.TestKit;

namespace Assistant.Plugins.Tests.Documents;

public sealed class TailorSuite
{
    [Fact]
    public void Tailor_ManyDocuments_ChangesTheTextAndNothingElse()
    {
        var clock = Stopwatch.StartNew();
        var count = SuiteSize.Of(50, 500, 5_000);
        var failures = Enumerable.Range(0, count).Select(Fault).Where(fault => fault is not null).ToList();
        SuiteLog.Report("tailor-keeps-styles", count, failures.Count, clock.Elapsed);

        Assert.Empty(failures);
    }

    [Fact]
    public void Tailor_TabInsideTheChange_IsRefused()
    {
        var docx = SampleDocx.Of("<w:p><w:r><w:t>Norte</w:t><w:tab/><w:t>2019</w:t></w:r></w:p>");

        var refusal = Assert.Throws<RpcException>(() => DocxTailor.Apply(new DocxPackage(docx), [new(2, 3, 4, "x")]));

        Assert.Contains("line 2", refusal.Message, StringComparison.Ordinal);
    }

    private static string? Fault(int seed)
    {
        var random = new Random(seed);
        var before = SampleDocx.Random(random);
        var lines = DocxReader.Read(new DocxPackage(before)).Lines;
        var line = random.Next(1, lines.Count);
        var text = lines[line].Text;
        var at = random.Next(text.Length);
        var length = random.Next(0, text.Length - at + 1);
        var wanted = string.Concat(text.AsSpan(0, at), " <new> & ", text.AsSpan(at + length));
        var after = DocxTailor.Apply(new DocxPackage(before), [new LineEdit(line + 1, at, length, " <new> & ")]);

        var changed = DocxReader.Read(new DocxPackage(after)).Lines;
        var (old, young) = (SampleDocx.Parts(before), SampleDocx.Parts(after));
        if (changed[line].Text != wanted.Trim() || changed.Where((_, i) => i != line).Select(each => each.Text).SequenceEqual(lines.Where((_, i) => i != line).Select(each => each.Text)) is false)
            return $"{seed}: the text is not what was asked for";
        if (!old.Keys.SequenceEqual(young.Keys) || old.Keys.Any(part => part != SampleDocx.Main && old[part] != young[part]))
            return $"{seed}: another part changed";
        // Everything but the texts: elements, attributes, styles, in their order.
        return Bare(old[SampleDocx.Main]) == Bare(young[SampleDocx.Main]) ? null : $"{seed}: something else than a text changed";
    }

    private static string Bare(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml));
        var tree = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
        foreach (var text in tree.Descendants().Where(element => element.Name.LocalName == "t").ToList())
            text.Value = "";
        return tree.ToString(SaveOptions.DisableFormatting);
    }
}
