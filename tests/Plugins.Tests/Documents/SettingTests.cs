using System.Text;
using Assistant.Plugins.Documents.Pdf;
using Assistant.Plugins.Documents.Setting;
using Assistant.Plugins.Documents.Word;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Assistant.Plugins.Tests.Documents;

public sealed class SettingTests
{
    private const string Letter =
        """
        ---
        from: Ana Ruiz
        address: Calle Mayor 1; 28013 Madrid
        email: ana@example.org
        to: Acme GmbH
        to: Hauptstraße 1; 10115 Berlin
        place: Madrid
        date: 2026-11-21
        subject: Application as data engineer
        lang: de
        ---
        Dear Dr. Beispiel,

        your posting asks for **data pipelines** & *care*. See [my page](https://example.org/ana).

        - one
        - two

        1. first
        2. second

        > quoted

        Yours sincerely,\
        Ana Ruiz
        """;

    public static TheoryData<DocumentLayout> Layouts() => [DocumentLayout.Classic, DocumentLayout.Modern, DocumentLayout.Formal];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Pdf_OfALetter_IsOnePageWithItsTypefaceEmbedded(DocumentLayout layout)
    {
        var set = PdfSetter.Set(SetText.Read(Letter, "Letter", "2026-01-01"), layout);

        var file = Encoding.Latin1.GetString(set.Bytes);
        Assert.Equal(1, set.Pages);
        Assert.Contains($"+{Typeface.Of(layout).Face(false, false)} ", file, StringComparison.Ordinal);
        Assert.Contains("/URI (https://example.org/ana)", file, StringComparison.Ordinal);
        Assert.InRange(set.Bytes.Length, 10_000, 100_000);
        Assert.Empty(set.Notices);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Pdf_OfALongText_FillsPagesAndLosesNothing(DocumentLayout layout)
    {
        var text = string.Join("\n\n", Enumerable.Range(1, 300).Select(n => $"Paragraph number {n} says something that takes more than one line of the page it stands on, whatever its layout is."));

        Assert.InRange(PdfSetter.Set(SetText.Read(text, "Long", "2026-01-01"), layout).Pages!.Value, 10, 40);
    }

    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(1, 3, 3)]
    [InlineData(2, 3, 3)]
    [InlineData(1, 4, 4)]
    [InlineData(2, 4, 2)]
    [InlineData(3, 4, 2)]
    [InlineData(4, 5, 2)]
    [InlineData(3, 6, 3)]
    public void Pdf_ParagraphAtTheEndOfAPage_LeavesNoLineAlone(int room, int lines, int onNext)
    {
        var type = Typeface.Of(DocumentLayout.Classic);
        var canvas = new PdfCanvas(type);
        var flow = new PageFlow(canvas, type, left: 72, right: PdfCanvas.Width - 72 - 80, top: 72, bottom: 72);
        var look = new ParagraphLook { Size = 10 };
        var leading = look.Size * type.Leading;
        flow.Paragraph([new SetRun("before")], look);
        flow.MoveTo(PdfCanvas.Height - 72 - (room * leading) - 0.5);

        flow.Paragraph([new SetRun(string.Join(' ', Enumerable.Repeat("unbreakable", lines)))], look);

        Assert.Equal(2, canvas.Pages);
        Assert.Equal(72 + (onNext * leading), flow.Y, 3);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Pdf_OfALetterWithoutAHead_SetsItsParagraphsApartAndACvsClose(DocumentLayout layout)
    {
        var body = string.Join("\n\n", Enumerable.Range(1, 300).Select(n => $"Paragraph {n}."));

        Assert.Equal(Pages("---\nfrom: Ana Ruiz\n---\n" + body), Pages(body));
        Assert.True(Pages("# Ana Ruiz\n\n" + body) < Pages(body));

        int Pages(string text) => PdfSetter.Set(SetText.Read(text, "Long", "2026-01-01"), layout).Pages!.Value;
    }

    [Fact]
    public void Pdf_CharactersThatTheTypefaceLacks_AreSaid() =>
        Assert.Contains("簡", Assert.Single(PdfSetter.Set(SetText.Read("Dear 簡,", "L", "2026-01-01"), DocumentLayout.Classic).Notices), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Docx_OfALetter_IsValidAndSaysWhatTheTextSays(DocumentLayout layout)
    {
        var set = DocxSetter.Set(SetText.Read(Letter, "Letter", "2026-01-01"), layout);

        using (var package = WordprocessingDocument.Open(new MemoryStream(set.Bytes), false))
            Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(package).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        var lines = DocxReader.Read(new DocxPackage(set.Bytes)).Lines.ConvertAll(line => line.Mark + line.Text);
        Assert.Contains("Madrid, 21. November 2026", lines);
        Assert.Contains("your posting asks for data pipelines & care. See my page.", lines);
        Assert.Equal(["- one", "- two"], lines.Where(line => line.StartsWith("- ", StringComparison.Ordinal)));
        Assert.Equal("Ana Ruiz", lines[^1]);
    }

    [Theory]
    [InlineData("---\nform: x\n---\nHello", "text:2")]
    [InlineData("", "$.text")]
    public void Text_ThatCannotBeSet_IsRefusedWithItsPlace(string text, string path)
    {
        var refusal = Assert.Throws<RpcException>(() => SetText.Read(text, "T", "2026-01-01"));

        Assert.Equal(path, Assert.Single(Assert.IsType<RpcInvalidData>(refusal.Detail).Problems).Path);
    }

    [Fact]
    public void Links_ToAnythingButPagesAndAddresses_AreText() =>
        Assert.All(SetText.Read("[a](file:///etc/passwd) [b](javascript:x) [c](https://x.example)", "T", "2026-01-01").Blocks[0].Runs, run => Assert.True(run.Link is null or "https://x.example"));
}
