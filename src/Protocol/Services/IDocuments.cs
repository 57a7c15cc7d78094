using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>
/// CVs, letters, postings, notes and what else is kept as text or as a file, in versions that are never changed. Bytes and text are sealed under one subject:
/// a CV or a story under itself, anything else under the first contact or application that it is about, else under itself.
/// </summary>
[RpcService("documents", typeof(DocumentsJson))]
public interface IDocuments
{
    /// <summary>Newest change first, without the versions before the current one.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<DocumentListResponse> ListAsync(DocumentListRequest request, CancellationToken cancel);

    /// <summary>One document with all its versions, newest first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<Document> GetAsync(DocumentGetRequest request, CancellationToken cancel);

    /// <summary>Makes a document with its first version. Errors: invalid by path; a file is taken as it is, readable or not.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Document> CreateAsync(DocumentCreateRequest request, CancellationToken cancel);

    /// <summary>Adds a version and makes it the current one. Errors: conflict when <c>revision</c> is stale.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Document> AddVersionAsync(DocumentAddVersionRequest request, CancellationToken cancel);

    /// <summary>
    /// A version's text. That of a file is read out once and kept. Errors: invalid where a file has no text that can be read (a scan, a password, damage),
    /// with the remedy.
    /// </summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<DocumentText> TextAsync(DocumentVersionRequest request, CancellationToken cancel);

    /// <summary>A version's bytes as they came.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<DocumentFile> ContentAsync(DocumentVersionRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Document> RenameAsync(DocumentRenameRequest request, CancellationToken cancel);

    /// <summary>Says that it is about one more record; nothing where it is already.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Document> LinkAsync(DocumentLinkRequest request, CancellationToken cancel);

    /// <summary>The other way round; where it was sealed for that record, it is sealed anew for what is left.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Document> UnlinkAsync(DocumentLinkRequest request, CancellationToken cancel);

    /// <summary>Puts it away; for <see cref="DocumentLimits.KeptDeleted"/> it can be brought back, then it is gone.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Done> DeleteAsync(DocumentDeleteRequest request, CancellationToken cancel);

    /// <summary>Brings a deleted one back. Errors: not-found where its time is over.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Document> UndeleteAsync(DocumentGetRequest request, CancellationToken cancel);

    /// <summary>What changed from one version to another, line by line; of two documents, where the second names one.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<DocumentDiff> DiffAsync(DocumentDiffRequest request, CancellationToken cancel);

    /// <summary>
    /// A version in another form: as it is where it has that form already, else set anew from its text. Errors: those of
    /// <see cref="TextAsync"/>.
    /// </summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<DocumentFile> ExportAsync(DocumentExportRequest request, CancellationToken cancel);

    /// <summary>
    /// Changes lines in the file itself, keeps its styles, and makes that a new version. Errors: invalid by path where a line does not say what
    /// it should; conflict when <c>revision</c> is stale.
    /// </summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Document> TailorAsync(DocumentTailorRequest request, CancellationToken cancel);

    /// <summary>
    /// Which versions went out with which mail, the newest mail first: those that were attached as a document, and files that are a version byte for byte.
    /// </summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<DocumentSentResponse> SentAsync(DocumentSentRequest request, CancellationToken cancel);
}

/// <summary>What a document may be.</summary>
public static class DocumentLimits
{
    /// <summary>In bytes: what the largest mail providers still take as an attachment.</summary>
    public const long Size = 25 * 1024 * 1024;

    /// <summary>In characters, of a text that is handed in or read out of a file: about 300 pages.</summary>
    public const int Text = 1_000_000;

    /// <summary>What one document may be about.</summary>
    public const int About = 50;

    public const int Title = 200;

    /// <summary>Days after which a deleted document is gone.</summary>
    public const int KeptDeletedDays = 30;

    public static readonly TimeSpan KeptDeleted = TimeSpan.FromDays(KeptDeletedDays);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DocumentListRequest))]
[JsonSerializable(typeof(DocumentListResponse))]
[JsonSerializable(typeof(DocumentGetRequest))]
[JsonSerializable(typeof(Document))]
[JsonSerializable(typeof(DocumentCreateRequest))]
[JsonSerializable(typeof(DocumentAddVersionRequest))]
[JsonSerializable(typeof(DocumentVersionRequest))]
[JsonSerializable(typeof(DocumentText))]
[JsonSerializable(typeof(DocumentFile))]
[JsonSerializable(typeof(DocumentRenameRequest))]
[JsonSerializable(typeof(DocumentLinkRequest))]
[JsonSerializable(typeof(DocumentDeleteRequest))]
[JsonSerializable(typeof(DocumentDiffRequest))]
[JsonSerializable(typeof(DocumentDiff))]
[JsonSerializable(typeof(DocumentExportRequest))]
[JsonSerializable(typeof(DocumentTailorRequest))]
[JsonSerializable(typeof(DocumentSentRequest))]
[JsonSerializable(typeof(DocumentSentResponse))]
[JsonSerializable(typeof(Done))]
public sealed partial class DocumentsJson : JsonSerializerContext;
