using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailLocal;

/// <summary>Gets a message's bytes, from the request or in chunks from the host.</summary>
internal sealed class ContentReader(IRpcCaller host)
{
    /// <exception cref="InvalidDataException">The bytes are not as many as was said.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Content content, CancellationToken cancel)
    {
        if (content.Bytes is { } bytes)
            return bytes.Length == content.Size ? bytes : throw new InvalidDataException("The message is not as long as was said.");
        if (content.Blob is not { } blob)
            throw new InvalidDataException("There is no message.");
        var blobs = BlobsRpc.Contract.Connect(host);
        var message = new byte[content.Size];
        var offset = 0;
        while (offset < message.Length)
        {
            var chunk = await blobs.ReadAsync(new BlobReadRequest { Blob = blob, Offset = offset }, cancel);
            if (chunk.Bytes.Length == 0 || chunk.Bytes.Length > message.Length - offset || chunk.Size != content.Size)
                throw new InvalidDataException("The message is not as long as was said.");
            chunk.Bytes.CopyTo(message, offset);
            offset += chunk.Bytes.Length;
        }

        return message;
    }
}
