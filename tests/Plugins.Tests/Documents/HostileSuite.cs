using System.Diagnostics;
using Assistant.Plugins.Documents.Pdf;
using Assistant.Plugins.Documents.Setting;
using Assistant.Plugins.Documents.Word;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Plugins.Tests.Documents;

public sealed class HostileSuite
{
    [Fact]
    public void Read_MutatedDocuments_AreReadOrRefusedAndNothingElse()
    {
        var clock = Stopwatch.StartNew();
        var count = SuiteSize.Of(200, 3_000, 50_000);
        var failures = Enumerable.Range(0, count).Select(Fault).Where(fault => fault is not null).ToList();
        SuiteLog.Report("documents-hostile", count, failures.Count, clock.Elapsed);

        Assert.Empty(failures);
    }

    [Fact]
    public void Read_Bomb_IsRefusedBeforeItIsUnpacked() =>
        Assert.Contains("unpacks to more", Refusal(SampleDocx.Of(new string(' ', 70 * 1024 * 1024))), StringComparison.Ordinal);

    [Fact]
    public void Read_DocumentType_IsRefused() =>
        Assert.Contains("DTD", Refusal(SampleDocx.Pack(
            ("_rels/.rels", "<Relationships xmlns=\"r\"><Relationship Type=\"x/officeDocument\" Target=\"d.xml\"/></Relationships>"),
            ("d.xml", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"))), StringComparison.Ordinal);

    [Fact]
    public void Read_NestedBeyondReason_IsRefused() =>
        Assert.Contains("nested", Refusal(SampleDocx.Of(string.Concat(Enumerable.Repeat("<w:sdt>", 1_000)) + string.Concat(Enumerable.Repeat("</w:sdt>", 1_000)))), StringComparison.Ordinal);

    [Fact]
    public void Read_WhatWasDeletedOrHidden_IsNoText()
    {
        var docx = SampleDocx.Of("<w:p><w:r><w:t>seen</w:t></w:r><w:del><w:r><w:t>gone</w:t></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>");

        Assert.Equal(["Ana Ruiz", "seen"], DocxReader.Read(new DocxPackage(docx)).Lines.Select(line => line.Text));
    }

    [PdfFact]
    public async Task Read_PdfOfOurs_SaysWhatWasSet()
    {
        var pdf = PdfSetter.Set(SetText.Read("# Ana Ruiz\n\nBuilt pipelines in Köln – and more.", "T", "2026-01-01"), DocumentLayout.Classic).Bytes;

        Assert.Equal(["Ana Ruiz", "Built pipelines in Köln – and more."], (await PdfText.ReadAsync(pdf, default)).Lines.Select(line => line.Text));
    }

    [PdfFact]
    public async Task Read_MutatedPdfs_AreReadOrRefusedAndNothingElse()
    {
        var clock = Stopwatch.StartNew();
        var count = SuiteSize.Of(10, 60, 2_000);
        var pdf = PdfSetter.Set(SetText.Read("# Ana Ruiz\n\nBuilt pipelines in Köln.\n\n- One\n- Two", "T", "2026-01-01"), DocumentLayout.Modern).Bytes;
        var failures = new List<string>();
        for (var seed = 0; seed < count; seed++)
        {
            if (await PdfFaultAsync(Mutated(pdf, new Random(seed)), seed) is { } fault)
                failures.Add(fault);
        }

        SuiteLog.Report("documents-hostile-pdf", count, failures.Count, clock.Elapsed);

        Assert.Empty(failures);
    }

    // 150 MB of a stream that is 150 KB here, and a tree of pages that is its own child.
    [PdfTheory]
    [InlineData("bomb")]
    [InlineData("loop")]
    public async Task Read_PdfMadeToExhaust_EndsAsARefusalOrAText(string kind) => Assert.Null(await PdfFaultAsync(kind == "bomb" ? SamplePdf.Bomb() : SamplePdf.Loop(), 0));

    private static byte[] Mutated(byte[] pdf, Random random)
    {
        var changed = pdf[..(random.Next(8) == 0 ? random.Next(16, pdf.Length) : pdf.Length)];
        for (var i = random.Next(1, 12); i > 0; i--)
            changed[random.Next(8, changed.Length)] = (byte)random.Next(256);
        return changed;
    }

    private static async Task<string?> PdfFaultAsync(byte[] pdf, int seed)
    {
        try
        {
            return (await PdfText.ReadAsync(pdf, default)).Lines.Count == 0 ? $"{seed}: no line and no refusal" : null;
        }
        catch (RpcException)
        {
            return null;
        }
#pragma warning disable CA1031 // What is looked for is exactly any other exception.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return $"{seed}: {error.GetType().Name} {error.Message}";
        }
    }

    private static string Refusal(byte[] docx) => Assert.Throws<RpcException>(() => DocxReader.Read(new DocxPackage(docx))).Message;

    // Bytes of the package, or characters of its text: the first tries the ZIP, the second what is inside.
    private static string? Fault(int seed)
    {
        var random = new Random(seed);
        var docx = SampleDocx.Random(random);
        if (seed % 2 == 0)
        {
            for (var i = random.Next(1, 6); i > 0; i--)
                docx[random.Next(docx.Length)] = (byte)random.Next(256);
        }
        else
        {
            var parts = SampleDocx.Parts(docx);
            var text = parts[SampleDocx.Main].ToCharArray();
            for (var i = random.Next(1, 6); i > 0; i--)
                text[random.Next(text.Length)] = (char)random.Next(0x20, 0x7F);
            parts[SampleDocx.Main] = new string(text);
            docx = SampleDocx.Pack([.. parts.Select(part => (part.Key, part.Value))]);
        }

        try
        {
            var package = new DocxPackage(docx);
            var lines = DocxReader.Read(package).Lines;
            DocxTailor.Apply(package, [new(1, 0, 1, "X")]);
            return lines.Count == 0 ? $"{seed}: no line and no refusal" : null;
        }
        catch (RpcException)
        {
            return null;
        }
#pragma warning disable CA1031 // What is looked for is exactly any other exception.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return $"{seed}: {error.GetType().Name} {error.Message}";
        }
    }
}

/// <summary>Runs where poppler's pdftotext is installed.</summary>
public sealed class PdfFactAttribute : FactAttribute
{
    public PdfFactAttribute() => Skip = WhyNot;

    internal static string? WhyNot => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).All(static folder => !File.Exists(Path.Combine(folder, "pdftotext")))
        ? "pdftotext is not installed"
        : null;
}

/// <summary>The same for several.</summary>
public sealed class PdfTheoryAttribute : TheoryAttribute
{
    public PdfTheoryAttribute() => Skip = PdfFactAttribute.WhyNot;
}
