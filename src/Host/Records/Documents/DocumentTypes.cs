using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Documents;

/// <summary>The media types that documents are kept and exported in.</summary>
internal static class DocumentTypes
{
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Pdf = "application/pdf";
    public const string Markdown = "text/markdown";
    public const string Plain = "text/plain";

    public static string Of(ExportFormat format) => format switch
    {
        ExportFormat.Docx => Docx,
        ExportFormat.Pdf => Pdf,
        ExportFormat.Md => Markdown,
        _ => Plain,
    };

    /// <summary>The ending of a file's name.</summary>
    public static string Ending(string type) => type switch
    {
        Docx => ".docx",
        Pdf => ".pdf",
        Markdown => ".md",
        Plain => ".txt",
        "text/html" => ".html",
        "application/json" => ".json",
        _ => ".bin",
    };
}
