using System.Security.Cryptography;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Blobs;

/// <param name="Blob">Where they are.</param>
/// <param name="Size">How many.</param>
/// <param name="Digest">SHA-256, lower-case hex.</param>
internal sealed record TakenContent(string Blob, long Size, string Digest);

/// <summary>Takes bytes that came with a call, seals them for a subject, and digests what it sealed.</summary>
internal sealed class ContentIntake(BlobStore blobs)
{
    private const int CopyChunk = 64 * 1024;

    /// <exception cref="RpcException">Invalid: there are no bytes, or more than <paramref name="most"/>.</exception>
    public TakenContent Take(string subject, Content content, long most = BlobLimits.Size, string path = "$.content")
    {
        using var source = Open(content, path);
        return Take(subject, source, most, path);
    }

    public TakenContent Take(string subject, Stream source, long most, string path)
    {
        using var writer = blobs.Create(subject);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = new byte[CopyChunk];
        for (int read; (read = source.Read(chunk)) > 0;)
        {
            if (writer.Size + read > most)
                throw RpcException.Invalid(path, $"has more than {most} bytes", "Make the file smaller, or keep a link to it.");
            digest.AppendData(chunk, 0, read);
            writer.Write(chunk.AsSpan(0, read));
        }

        var size = writer.Size;
        return new TakenContent(writer.Complete(), size, Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    private Stream Open(Content content, string path) =>
        content.Bytes is { } bytes ? new MemoryStream(bytes, writable: false)
        : content.Blob is { } blob && blobs.Open(blob) is { } stream ? stream
        : throw RpcException.Invalid(path, "has neither bytes nor the handle of a blob there is");
}
