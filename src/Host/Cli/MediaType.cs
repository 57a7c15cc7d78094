namespace Assistant.Host.Cli;

/// <summary>The media types of what people attach to letters, by the ending of the name.</summary>
internal static class MediaType
{
    public const string Unknown = "application/octet-stream";

    /// <summary>What a person calls it, where it has a name.</summary>
    public static string Name(string type) => type switch
    {
        "application/pdf" => "PDF",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "DOCX",
        "application/vnd.oasis.opendocument.text" => "ODT",
        "text/markdown" => "Markdown",
        "text/plain" => "text",
        "text/html" => "HTML",
        _ => type,
    };

    public static string Of(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PDF" => "application/pdf",
        ".TXT" or ".MD" => "text/plain",
        ".CSV" => "text/csv",
        ".HTML" or ".HTM" => "text/html",
        ".ICS" => "text/calendar",
        ".VCF" => "text/vcard",
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".GIF" => "image/gif",
        ".WEBP" => "image/webp",
        ".SVG" => "image/svg+xml",
        ".ZIP" => "application/zip",
        ".JSON" => "application/json",
        ".RTF" => "application/rtf",
        ".ODT" => "application/vnd.oasis.opendocument.text",
        ".DOC" => "application/msword",
        ".DOCX" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".XLSX" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".PPTX" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _ => Unknown,
    };
}
