using Assistant.Host.Cli;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

/// <summary>What a writing suggests for a CV, taken into a document.</summary>
public sealed class TailorCliTests : IDisposable
{
    private readonly CliHarness _cli = new();
    private DocumentTailorRequest? _asked;

    public TailorCliTests()
    {
        var document = new Document { Id = "01900000-0000-7000-8000-0000dddd0001", Revision = 3, Kind = DocumentKind.Cv, Title = "CV", Current = 2, About = [], Versions = [], Created = default, Changed = default };
        _cli.Host.On<DocumentListRequest>("documents/list", _ => new DocumentListResponse { Documents = [document] })
            .On<DocumentTailorRequest>("documents/tailor", request =>
            {
                _asked = request;
                return document with { Current = 3 };
            });
    }

    [Fact]
    public async Task Tailor_ByAWritingOfAnotherVersion_FindsEachLineByWhatItSays()
    {
        Lines(new DocumentLine(1, "Lena Brandt"), new DocumentLine(2, "Hamburg"), new DocumentLine(3, "Courier, 2015 to 2018", "- "), new DocumentLine(4, "Skills"));
        Written(("cv:2", "- Courier, 2015 to 2018", "- Courier in Hamburg, 2015 to 2018"), ("cv:4", "Wheel building", "Wheels"));

        Assert.Equal(ExitCode.Ok, await _cli.RunAsync("document", "tailor", "cv", "--writing", "eeee0001"));

        Assert.Equal([new LineChange(3, "Courier, 2015 to 2018", "Courier in Hamburg, 2015 to 2018")], _asked!.Changes);
        Assert.Contains("Left out, for version 2 has no such line, or several: Wheels", _cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tailor_WhereALineStandsTwice_TakesTheOneThatTheWritingKnew()
    {
        Lines(new DocumentLine(1, "Mechanic"), new DocumentLine(2, "Mechanic"));
        Written(("cv:2", "Mechanic", "Bicycle mechanic"));

        Assert.Equal(ExitCode.Ok, await _cli.RunAsync("document", "tailor", "cv", "--writing", "eeee0001"));

        Assert.Equal([new LineChange(2, "Mechanic", "Bicycle mechanic")], _asked!.Changes);
    }

    [Fact]
    public async Task Tailor_OfADocumentWithNoneOfTheLines_ChangesNothing()
    {
        Lines(new DocumentLine(1, "Somebody else"), new DocumentLine(2, "Baker"));
        Written(("cv:2", "Mechanic", "Bicycle mechanic"));

        Assert.Equal(ExitCode.Conflict, await _cli.RunAsync("document", "tailor", "cv", "--writing", "eeee0001"));

        Assert.Null(_asked);
        Assert.Contains("none of the lines", _cli.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();

    private void Lines(params DocumentLine[] lines) => _cli.Host.On<DocumentVersionRequest>("documents/text", _ => new DocumentText { Id = "01900000-0000-7000-8000-0000dddd0001", Version = 2, Text = "", Lines = lines, ReadBy = "docx" });

    private void Written(params (string Of, string Old, string New)[] parts)
    {
        var writing = new Protocol.Services.Writing
        {
            Id = "01900000-0000-7000-8000-0000eeee0001", Task = WritingTask.CvTailoring, State = WritingState.Done, Started = Samples.Noon, Text = "",
            Sources = [.. parts.Select(static part => new WritingSource(part.Of, SourceKind.Cv, part.Old))],
            Parts = [.. parts.Select(static part => new WrittenPart { Of = part.Of, Sentences = [new WrittenSentence(part.New, [part.Of])] })],
        };
        _cli.Host.On<WritingListRequest>("writing/list", _ => new WritingListResponse { Writings = [writing] }).On<WritingGetRequest>("writing/get", _ => writing);
    }
}
