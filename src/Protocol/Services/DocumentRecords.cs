using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

// What is said about documents and their versions.

[JsonConverter(typeof(CamelCaseEnumConverter<DocumentKind>))]
public enum DocumentKind
{
    /// <summary>The user's own; belongs to itself, whatever it is used for.</summary>
    Cv,

    Letter,

    /// <summary>What somebody else wrote, kept as it was.</summary>
    Posting,

    Note,

    /// <summary>What was found out about something, as a fit or an interview's questions.</summary>
    Analysis,

    /// <summary>A story of the user's own to tell in interviews; belongs to itself, as a CV does.</summary>
    Story,

    Other,
}

[JsonConverter(typeof(CamelCaseEnumConverter<DocumentOrigin>))]
public enum DocumentOrigin
{
    /// <summary>Handed in as text.</summary>
    Typed,

    /// <summary>Handed in as a file.</summary>
    Uploaded,

    /// <summary>Made from the version that <see cref="DocumentVersion.Parent"/> names by changing lines of it.</summary>
    Tailored,

    /// <summary>Written by a writer; <see cref="DocumentVersion.WritingId"/> says which writing it was.</summary>
    Written,
}

public sealed record Document
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required DocumentKind Kind { get; init; }
    public required string Title { get; init; }

    /// <summary>What it is about, in the order in which that was said.</summary>
    public required IReadOnlyList<RecordRef> About { get; init; }

    /// <summary>The number of the current version.</summary>
    public required int Current { get; init; }

    /// <summary>Newest first; in a list only the current one.</summary>
    public required IReadOnlyList<DocumentVersion> Versions { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Changed { get; init; }
}

public sealed record DocumentVersion
{
    /// <summary>Counts the document's versions from 1.</summary>
    public required int Number { get; init; }
    public required DocumentOrigin Origin { get; init; }

    /// <summary>The media type in lower case, for example <c>text/markdown</c>.</summary>
    public required string Type { get; init; }

    /// <summary>In bytes.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public required string Digest { get; init; }

    /// <summary>The file's name, where it was one.</summary>
    public string? FileName { get; init; }

    /// <summary>The version that it was made from.</summary>
    public int? Parent { get; init; }
    public string? WritingId { get; init; }
    public required DateTimeOffset Created { get; init; }
}

public sealed record DocumentListRequest
{
    public DocumentKind? Kind { get; init; }
    public RecordRef? About { get; init; }

    /// <summary>A part of the title, whatever its case and accents.</summary>
    public string? Query { get; init; }

    /// <summary>Lists the deleted ones that can still be brought back, and only those.</summary>
    public bool Deleted { get; init; }
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }
}

public sealed record DocumentListResponse
{
    public required IReadOnlyList<Document> Documents { get; init; }
    public string? Next { get; init; }
}

public sealed record DocumentGetRequest
{
    public required string Id { get; init; }
}

/// <summary>The bytes of a version to be. Exactly one of <see cref="Content"/> and <see cref="Text"/> is needed; both, where somebody else has read the file already.</summary>
public sealed record DocumentInput
{
    /// <summary>A file's bytes, at most <see cref="DocumentLimits.Size"/>.</summary>
    public Content? Content { get; init; }

    /// <summary>Plain text or Markdown; beside <see cref="Content"/> it is what the file says.</summary>
    public string? Text { get; init; }

    /// <summary>The media type; required with <see cref="Content"/>, else <c>text/markdown</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The file's name, without a folder.</summary>
    public string? FileName { get; init; }

    /// <summary>The writing that the text is from.</summary>
    public string? WritingId { get; init; }
}

public sealed record DocumentCreateRequest
{
    public required DocumentKind Kind { get; init; }

    /// <summary>One line of at most <see cref="DocumentLimits.Title"/> characters.</summary>
    public required string Title { get; init; }

    /// <summary>Contacts must exist; other kinds are their plugins' own.</summary>
    public IReadOnlyList<RecordRef> About { get; set; } = [];
    public required DocumentInput Input { get; init; }
}

public sealed record DocumentAddVersionRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required DocumentInput Input { get; init; }

    /// <summary>The version that it was made from; absent says nothing of it.</summary>
    public int? Parent { get; init; }
}

public sealed record DocumentVersionRequest
{
    public required string Id { get; init; }

    /// <summary>Absent takes the current one.</summary>
    public int? Version { get; init; }
}

/// <summary>A version as text.</summary>
public sealed record DocumentText
{
    public required string Id { get; init; }
    public required int Version { get; init; }

    /// <summary>Plain text or Markdown; the lines below with their marks, empty lines between them.</summary>
    public required string Text { get; init; }

    /// <summary>The lines that are not empty. A source <c>cv:7</c> of a writing is line 7.</summary>
    public required IReadOnlyList<DocumentLine> Lines { get; init; }

    /// <summary>How the text was come by: <c>text</c>, <c>handed in</c>, or what read the file, for example <c>docx</c> or <c>pdftotext</c>.</summary>
    public required string ReadBy { get; init; }

    /// <summary>For a person: what could not be read.</summary>
    public IReadOnlyList<string> Notices { get; set; } = [];
}

/// <param name="Number">Counts the lines that are not empty from 1.</param>
/// <param name="Text">Without the mark.</param>
/// <param name="Mark">What Markdown puts before it where a file says that it is a heading or an item of a list: <c>"## "</c>, <c>"- "</c>.</param>
public sealed record DocumentLine(int Number, string Text, string Mark = "");

/// <summary>Bytes with what they are.</summary>
public sealed record DocumentFile
{
    /// <summary>A file name to save it under.</summary>
    public required string Name { get; init; }
    public required string Type { get; init; }
    public required int Version { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public required string Digest { get; init; }
    public required Content Content { get; init; }

    /// <summary>For a person: what this form cannot show of the original.</summary>
    public IReadOnlyList<string> Notices { get; set; } = [];
}

public sealed record DocumentRenameRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required string Title { get; init; }
}

public sealed record DocumentLinkRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required RecordRef About { get; init; }
}

public sealed record DocumentDeleteRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
}

public sealed record DocumentDiffRequest
{
    public required DocumentVersionRequest From { get; init; }
    public required DocumentVersionRequest To { get; init; }
}

public sealed record DocumentDiff
{
    /// <summary>The number of the version that was compared.</summary>
    public required int From { get; init; }

    /// <summary>The number of the version that it was compared with.</summary>
    public required int To { get; init; }

    /// <summary>In the order of the two texts; what was taken out stands before what came in its place.</summary>
    public required IReadOnlyList<DocumentDiffLine> Lines { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<DocumentChange>))]
public enum DocumentChange
{
    Same,
    Removed,
    Added,
}

/// <param name="Change">What became of the line.</param>
/// <param name="Text">The line, with its mark.</param>
/// <param name="From">Its number in the first text; null where it was added.</param>
/// <param name="To">Its number in the second; null where it was removed.</param>
public sealed record DocumentDiffLine(DocumentChange Change, string Text, int? From = null, int? To = null);

[JsonConverter(typeof(CamelCaseEnumConverter<ExportFormat>))]
public enum ExportFormat
{
    Docx,
    Pdf,

    /// <summary>Markdown.</summary>
    Md,

    /// <summary>Plain text.</summary>
    Txt,
}

/// <summary>How a text is set on pages: a typeface and an arrangement.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DocumentLayout>))]
public enum DocumentLayout
{
    /// <summary>EB Garamond, the name above all in the middle.</summary>
    Classic,

    /// <summary>Source Sans 3, flush left, a coloured line under the name.</summary>
    Modern,

    /// <summary>Carlito, the addresses where a window envelope shows them (DIN 5008, form B).</summary>
    Formal,
}

public sealed record DocumentExportRequest
{
    public required string Id { get; init; }

    /// <summary>Absent takes the current one.</summary>
    public int? Version { get; init; }
    public required ExportFormat Format { get; init; }

    /// <summary>For what is set anew; a file of that format already is answered as it is.</summary>
    public DocumentLayout Layout { get; init; }
}

/// <summary>Another text for one line, or for a part of it.</summary>
/// <param name="Line">The line's number, as <c>documents/text</c> counts them.</param>
/// <param name="Old">What the line says now, or a part of it that stands in it once.</param>
/// <param name="New">What stands there instead; empty takes it out.</param>
public sealed record LineChange(int Line, string Old, string New);

public sealed record DocumentTailorRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }

    /// <summary>The version to begin with; absent takes the current one.</summary>
    public int? Version { get; init; }
    public required IReadOnlyList<LineChange> Changes { get; init; }
}

public sealed record DocumentSentRequest
{
    /// <summary>A contact: what was sent to it. Another record: what was sent in mail about it. Absent is all.</summary>
    public RecordRef? About { get; init; }

    /// <summary>Beside what was sent in mail about <see cref="About"/>: what went to these contacts in mail that is about nothing, as to those of an application.</summary>
    public IReadOnlyList<string> Contacts { get; set; } = [];

    /// <summary>Only this document.</summary>
    public string? DocumentId { get; init; }
    public DocumentKind? Kind { get; init; }
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }
}

public sealed record DocumentSentResponse
{
    public required IReadOnlyList<SentDocument> Sent { get; init; }
    public string? Next { get; init; }
}

/// <summary>A version of a document in a mail.</summary>
public sealed record SentDocument
{
    public required string DocumentId { get; init; }

    /// <summary>Null where the document is gone.</summary>
    public string? Title { get; init; }
    public required DocumentKind Kind { get; init; }
    public required int Version { get; init; }

    /// <summary>How it is known: chosen from the vault when it was attached, or found there by its bytes.</summary>
    public required SentBasis Basis { get; init; }

    /// <summary>The file's name, as the recipient saw it.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the attached bytes, lower-case hex; those of the version itself unless it was set in another form.</summary>
    public required string Digest { get; init; }
    public required string OutboxId { get; init; }
    public required string Subject { get; init; }
    public required IReadOnlyList<string> To { get; init; }
    public string? ContactId { get; init; }

    /// <summary>What the mail is about.</summary>
    public RecordRef? About { get; init; }

    /// <summary><c>sent</c>; or <c>unknown</c> and <c>needsPerson</c>, where nobody knows whether it left.</summary>
    public required OutboxState State { get; init; }

    /// <summary>Since when it is in that state.</summary>
    public required DateTimeOffset At { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<SentBasis>))]
public enum SentBasis
{
    /// <summary>This version was attached as a document.</summary>
    Chosen,

    /// <summary>A file was attached that is this version byte for byte.</summary>
    SameBytes,
}
