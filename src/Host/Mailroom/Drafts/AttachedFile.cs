using System.Security.Cryptography;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>Takes the files that clients attach: checks name and type, seals the bytes under the draft's subject, and digests what it sealed.</summary>
internal sealed class AttachedFile(BlobStore blobs, TimeProvider time)
{
    // A file name longer than this is cut or refused by common file systems.
    private const int LongestName = 200;

    private const int CopyChunk = 64 * 1024;

    /// <exception cref="RpcException">Invalid, by path.</exception>
    public AttachmentRow Take(string sealedFor, DraftAttachRequest request)
    {
        Check(request);
        using var source = Open(request.Content);
        using var writer = blobs.Create(sealedFor);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = new byte[CopyChunk];
        for (int read; (read = source.Read(chunk)) > 0;)
        {
            digest.AppendData(chunk, 0, read);
            writer.Write(chunk.AsSpan(0, read));
        }

        var size = writer.Size;
        return new AttachmentRow(RowStamp.NewId(time.GetUtcNow()), request.Name.Trim(), request.Type.ToLowerInvariant(), size, Convert.ToHexStringLower(digest.GetHashAndReset()), writer.Complete());
    }

    /// <summary>The same file for another draft of the same subject.</summary>
    public AttachmentRow Copy(AttachmentRow file) => file with { Id = RowStamp.NewId(time.GetUtcNow()) };

    /// <exception cref="StorageException">The file was changed outside the program, or its subject erased.</exception>
    public byte[] Read(AttachmentRow file) => blobs.Get(file.Blob)
        ?? throw new StorageException(StorageFault.Corrupt, "An attached file is missing.", "Attach it again.");

    private Stream Open(Content content) =>
        content.Bytes is { } bytes ? new MemoryStream(bytes, writable: false)
        : content.Blob is { } blob && blobs.Open(blob) is { } stream ? stream
        : throw RpcException.Invalid("$.content", "has neither bytes nor the handle of a blob there is");

    private static void Check(DraftAttachRequest request)
    {
        var problems = new List<RpcProblem>();
        var name = request.Name.Trim();
        if (name.Length is 0 or > LongestName || PlainText.Refusal(name, lines: false) is not null || name.AsSpan().ContainsAny('/', '\\'))
            problems.Add(new RpcProblem { Path = "$.name", Problem = "is no file name", Remedy = $"Give 1 to {LongestName} characters without a folder." });
        var slash = request.Type.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == request.Type.Length - 1 || !request.Type.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '+' or '-') || request.Type.LastIndexOf('/') != slash)
            problems.Add(new RpcProblem { Path = "$.type", Problem = "is no media type", Remedy = "Give it like application/pdf." });
        if (request.Content.Size > BlobLimits.Size)
            problems.Add(new RpcProblem { Path = "$.content", Problem = "is larger than any provider takes", Remedy = "Send a link instead." });
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
    }
}
