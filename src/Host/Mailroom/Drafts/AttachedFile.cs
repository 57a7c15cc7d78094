using Assistant.Host.Records.Blobs;
using Assistant.Host.Records.Documents;
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

    private readonly ContentIntake _intake = new(blobs);

    /// <exception cref="RpcException">Invalid, by path.</exception>
    public AttachmentRow Take(string sealedFor, DraftAttachRequest request)
    {
        Check(request);
        var taken = _intake.Take(sealedFor, request.Content);
        return new AttachmentRow(RowStamp.NewId(time.GetUtcNow()), request.Name.Trim(), request.Type.ToLowerInvariant(), taken.Size, taken.Digest, taken.Blob);
    }

    /// <summary>The same file for another draft of the same subject.</summary>
    public AttachmentRow Copy(AttachmentRow file) => file with { Id = RowStamp.NewId(time.GetUtcNow()) };

    /// <exception cref="StorageException">The file was changed outside the program, or its subject erased.</exception>
    public byte[] Read(AttachmentRow file) => blobs.Get(file.Blob)
        ?? throw new StorageException(StorageFault.Corrupt, "An attached file is missing.", "Attach it again.");

    private static void Check(DraftAttachRequest request)
    {
        var problems = new List<RpcProblem>();
        var name = request.Name.Trim();
        if (name.Length is 0 or > LongestName || PlainText.Refusal(name, lines: false) is not null || name.AsSpan().ContainsAny('/', '\\'))
            problems.Add(new RpcProblem { Path = "$.name", Problem = "is no file name", Remedy = $"Give 1 to {LongestName} characters without a folder." });
        if (!DocumentRules.IsMediaType(request.Type))
            problems.Add(new RpcProblem { Path = "$.type", Problem = "is no media type", Remedy = "Give it like application/pdf." });
        if (request.Content.Size > BlobLimits.Size)
            problems.Add(new RpcProblem { Path = "$.content", Problem = "is larger than any provider takes", Remedy = "Send a link instead." });
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
    }
}
