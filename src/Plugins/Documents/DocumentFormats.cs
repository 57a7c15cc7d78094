using Assistant.Plugins.Documents.Pdf;
using Assistant.Plugins.Documents.Setting;
using Assistant.Plugins.Documents.Word;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Documents;

/// <inheritdoc cref="IDocumentFormats"/>
internal sealed class DocumentFormats(IPluginContext context) : IDocumentFormats
{
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Pdf = "application/pdf";

    private readonly FileBytes _bytes = new(context);

    public async ValueTask<FormatText> ExtractAsync(FormatFile request, CancellationToken cancel)
    {
        var bytes = await _bytes.ReadAsync(request.Content, cancel);
        if (request.Type == Pdf)
            return await PdfText.ReadAsync(bytes, cancel);
        Require(request.Type);
        var read = DocxReader.Read(new DocxPackage(bytes));
        return new FormatText { Lines = [.. read.Lines.Select(static (line, index) => new DocumentLine(index + 1, line.Text, line.Mark))], ReadBy = "docx", Notices = read.Notices };
    }

    public async ValueTask<FormatResult> TailorAsync(FormatTailorRequest request, CancellationToken cancel)
    {
        if (request.File.Type == Pdf)
            throw Unreadable.Because("is a PDF, whose lines cannot be changed", "Add the DOCX that it was made from, and tailor that.");
        Require(request.File.Type);
        var package = new DocxPackage(await _bytes.ReadAsync(request.File.Content, cancel));
        return new FormatResult { Content = await _bytes.WriteAsync(DocxTailor.Apply(package, request.Edits), cancel) };
    }

    public async ValueTask<FormatResult> RenderAsync(FormatRenderRequest request, CancellationToken cancel)
    {
        var text = SetText.Read(request.Text, request.Title, request.Today);
        var setter = request.Format switch
        {
            ExportFormat.Pdf => PdfSetter.Set(text, request.Layout),
            ExportFormat.Docx => DocxSetter.Set(text, request.Layout),
            _ => throw RpcException.Invalid("$.format", "has no pages", "Take docx or pdf."),
        };
        return new FormatResult { Content = await _bytes.WriteAsync(setter.Bytes, cancel), Pages = setter.Pages, Notices = [.. text.Notices, .. setter.Notices] };
    }

    private static void Require(string type)
    {
        if (type is not Docx)
            throw Unreadable.Because($"is a {type}, which nothing here reads", "Save it as DOCX, PDF or text, and add that.");
    }
}
