using Assistant.Host.Cli;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

public sealed class DocumentExportTests : IDisposable
{
    private readonly CliHarness _cli = new();

    public DocumentExportTests()
    {
        var document = new Document { Id = "d1", Revision = 1, Kind = DocumentKind.Cv, Title = "CV", Current = 1, About = [], Versions = [], Created = default, Changed = default };
        _cli.Host.On<DocumentListRequest>("documents/list", _ => new DocumentListResponse { Documents = [document] });
        _cli.Host.On<DocumentExportRequest>("documents/export", request => File(request.Format.ToString()));
        _cli.Host.On<DocumentVersionRequest>("documents/content", _ => File("as it came"));
    }

    [Theory]
    [InlineData("cv.docx", "Docx")]
    [InlineData("cv.PDF", "Pdf")]
    [InlineData("cv.md", "Md")]
    [InlineData("cv.txt", "Txt")]
    [InlineData("cv.odt", "as it came")]
    [InlineData("cv", "as it came")]
    public async Task Export_FormatNotSaid_IsTheOneThatTheFilesEndingPromises(string name, string written)
    {
        var path = _cli.PathTo(name);

        Assert.Equal(ExitCode.Ok, await _cli.RunAsync("document", "export", "cv", "--out", path));

        Assert.Equal(written, await System.IO.File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Export_EndingOfAnotherFormat_IsRefused()
    {
        var path = _cli.PathTo("cv.docx");

        Assert.Equal(ExitCode.Usage, await _cli.RunAsync("document", "export", "cv", "--format", "pdf", "--out", path));

        Assert.Contains("ends like another format than pdf", _cli.Error, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(path));
    }

    public void Dispose() => _cli.Dispose();

    private static DocumentFile File(string text) =>
        new() { Version = 1, Name = "cv.txt", Type = "text/plain", Digest = "", Content = new Content { Bytes = System.Text.Encoding.UTF8.GetBytes(text), Size = text.Length } };
}
