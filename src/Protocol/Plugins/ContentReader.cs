using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>Gets the bytes of a <see cref="Content"/> for a plugin: from the request, or in chunks from the host. The plugin needs a permission that lets it read blobs.</summary>
/// <param name="host">The host.</param>
public sealed class ContentReader(IRpcCaller host)
{
    /// <exception cref="InvalidDataException">The bytes are not as many as was said.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Content content, CancellationToken cancel)
    {
        if (content.Bytes is { } bytes)
            return bytes.Length == content.Size ? bytes : throw new InvalidDataException("The content is not as long as was said.");
        if (content.Blob is not { } blob)
            throw new InvalidDataException("There are neither bytes nor a blob.");
        var blobs = BlobsRpc.Contract.Connect(host);
        var whole = new byte[content.Size];
        var offset = 0;
        while (offset < whole.Length)
        {
            var chunk = await blobs.ReadAsync(new BlobReadRequest { Blob = blob, Offset = offset }, cancel);
            if (chunk.Bytes.Length == 0 || chunk.Bytes.Length > whole.Length - offset || chunk.Size != content.Size)
                throw new InvalidDataException("The content is not as long as was said.");
            chunk.Bytes.CopyTo(whole, offset);
            offset += chunk.Bytes.Length;
        }

        return whole;
    }
}
