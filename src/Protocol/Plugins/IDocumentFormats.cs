using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>
/// Reads files that people keep documents in, changes lines of them, and sets texts as files. It is handed bytes and answers bytes; it keeps nothing and
/// knows of no record. Files may come from anybody: what is wrong with one is an error that a person can read, within bounds of time and memory.
/// </summary>
[RpcService("documentFormats", typeof(DocumentFormatsJson))]
public interface IDocumentFormats
{
    /// <summary>A file's text. Errors: invalid where it has none that can be read, with the remedy.</summary>
    ValueTask<FormatText> ExtractAsync(FormatFile request, CancellationToken cancel);

    /// <summary>
    /// The same file with other text in some lines, every style and everything else of it as it was. Errors: invalid where a line is not there, or where
    /// something that is no text stands in what would be changed.
    /// </summary>
    ValueTask<FormatResult> TailorAsync(FormatTailorRequest request, CancellationToken cancel);

    /// <summary>A text as a file with pages. Errors: invalid where the text cannot be set.</summary>
    ValueTask<FormatResult> RenderAsync(FormatRenderRequest request, CancellationToken cancel);
}

public sealed record FormatFile
{
    /// <summary>The media type, which the bytes must be.</summary>
    public required string Type { get; init; }
    public required Content Content { get; init; }
}

public sealed record FormatText
{
    /// <summary>The lines that are not empty, numbered from 1.</summary>
    public required IReadOnlyList<DocumentLine> Lines { get; init; }

    /// <summary>What read it, for example <c>docx</c> or <c>pdftotext</c>.</summary>
    public required string ReadBy { get; init; }

    /// <summary>For a person: what could not be read.</summary>
    public IReadOnlyList<string> Notices { get; set; } = [];
}

/// <summary>Other characters in one line.</summary>
/// <param name="Line">The number of a line, as <see cref="IDocumentFormats.ExtractAsync"/> counts them.</param>
/// <param name="At">Where in the line's text, from 0.</param>
/// <param name="Length">How many characters go.</param>
/// <param name="Text">What comes in their place; no line break.</param>
public sealed record LineEdit(int Line, int At, int Length, string Text);

public sealed record FormatTailorRequest
{
    public required FormatFile File { get; init; }

    /// <summary>In any order; no two touch the same characters.</summary>
    public required IReadOnlyList<LineEdit> Edits { get; init; }
}

public sealed record FormatRenderRequest
{
    /// <summary>Markdown; a letter where it begins with a head between lines of <c>---</c>.</summary>
    public required string Text { get; init; }
    public required string Title { get; init; }

    /// <summary><see cref="ExportFormat.Pdf"/> or <see cref="ExportFormat.Docx"/>.</summary>
    public required ExportFormat Format { get; init; }
    public required DocumentLayout Layout { get; init; }

    /// <summary>The date of a letter whose head gives none, ISO 8601.</summary>
    public required string Today { get; init; }
}

public sealed record FormatResult
{
    public required Content Content { get; init; }

    /// <summary>How many pages, where that is known.</summary>
    public int? Pages { get; init; }

    /// <summary>For a person: what this form cannot show.</summary>
    public IReadOnlyList<string> Notices { get; set; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FormatFile))]
[JsonSerializable(typeof(FormatText))]
[JsonSerializable(typeof(FormatTailorRequest))]
[JsonSerializable(typeof(FormatRenderRequest))]
[JsonSerializable(typeof(FormatResult))]
public sealed partial class DocumentFormatsJson : JsonSerializerContext;
