using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Documents;

/// <summary>Bytes on their way from the host and back: in the call where they are few, as a blob else.</summary>
internal sealed class FileBytes(IPluginContext context)
{
    public async ValueTask<byte[]> ReadAsync(Content content, CancellationToken cancel)
    {
        if (content.Bytes is { } inline)
            return inline;
        if (content.Size > DocumentLimits.Size || content.Blob is not { } blob)
            throw Unreadable.Because($"has more than {DocumentLimits.Size} bytes", "Make it smaller: pictures are what takes most.");
        var blobs = BlobsRpc.Contract.Connect(context.Host);
        using var bytes = new MemoryStream((int)content.Size);
        while (bytes.Length < content.Size)
        {
            var chunk = (await blobs.ReadAsync(new BlobReadRequest { Blob = blob, Offset = bytes.Length }, cancel)).Bytes;
            if (chunk.Length == 0 || bytes.Length + chunk.Length > content.Size)
                throw Unreadable.Because("is not as long as was said", "Try again.");
            await bytes.WriteAsync(chunk, cancel);
        }

        return bytes.ToArray();
    }

    public async ValueTask<Content> WriteAsync(byte[] bytes, CancellationToken cancel)
    {
        if (bytes.Length <= Content.InlineLimit)
            return new Content { Bytes = bytes, Size = bytes.Length };
        var blobs = BlobsRpc.Contract.Connect(context.Host);
        var upload = (await blobs.CreateAsync(new BlobCreateRequest { Size = bytes.Length }, cancel)).Upload;
        string? blob = null;
        for (var offset = 0; offset < bytes.Length; offset += BlobLimits.Chunk)
        {
            var chunk = bytes.AsSpan(offset, Math.Min(BlobLimits.Chunk, bytes.Length - offset)).ToArray();
            blob = (await blobs.WriteAsync(new BlobWriteRequest { Upload = upload, Offset = offset, Bytes = chunk }, cancel)).Blob;
        }

        return new Content { Blob = blob, Size = bytes.Length };
    }
}
