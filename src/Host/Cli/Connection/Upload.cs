using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Connection;

/// <summary>Bytes on their way to the host: in the request where they are few, as a blob else.</summary>
internal static class Upload
{
    public static async Task<Content> ContentAsync(HostConnection host, byte[] bytes, CancellationToken cancel)
    {
        if (bytes.Length <= Content.InlineLimit)
            return new Content { Bytes = bytes, Size = bytes.Length };
        var upload = (await host.Blobs.CreateAsync(new BlobCreateRequest { Size = bytes.Length }, cancel)).Upload;
        string? blob = null;
        for (var offset = 0; offset < bytes.Length; offset += BlobLimits.Chunk)
        {
            var chunk = bytes.AsSpan(offset, Math.Min(BlobLimits.Chunk, bytes.Length - offset)).ToArray();
            blob = (await host.Blobs.WriteAsync(new BlobWriteRequest { Upload = upload, Offset = offset, Bytes = chunk }, cancel)).Blob;
        }

        return new Content { Blob = blob, Size = bytes.Length };
    }

    public static async Task<byte[]> BytesAsync(HostConnection host, Content content, CancellationToken cancel)
    {
        if (content.Bytes is { } inline)
            return inline;
        var bytes = new byte[content.Size];
        for (var offset = 0L; offset < bytes.Length;)
        {
            var chunk = (await host.Blobs.ReadAsync(new BlobReadRequest { Blob = content.Blob!, Offset = offset }, cancel)).Bytes;
            if (chunk.Length == 0)
                throw new CliException(ExitCode.Failed, "The host ended the message before its end.", $"{CommandLine.Program} doctor looks for the cause.");
            chunk.CopyTo(bytes, offset);
            offset += chunk.Length;
        }

        return bytes;
    }
}
