using System.Collections.Concurrent;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.TestKit;

/// <summary>Blobs in memory, in chunks of <see cref="ChunkSize"/>.</summary>
public sealed class FakeBlobs : IBlobs
{
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);

    /// <summary>Where else a blob may be, as in a host's own store.</summary>
    public Func<string, byte[]?>? Elsewhere { get; set; }

    public int ChunkSize { get; set; } = BlobLimits.Chunk;

    /// <summary>Content as the host makes it: in the message where it is small, else by handle.</summary>
    public Content Put(byte[] bytes)
    {
        if (bytes.Length <= Content.InlineLimit)
            return new Content { Bytes = bytes, Size = bytes.Length };
        var id = Guid.NewGuid().ToString("D");
        _blobs[id] = bytes;
        return new Content { Blob = id, Size = bytes.Length };
    }

    public ValueTask<BlobCreateResponse> CreateAsync(BlobCreateRequest request, CancellationToken cancel)
    {
        var id = Guid.NewGuid().ToString("D");
        _blobs[id] = [];
        return new(new BlobCreateResponse { Upload = id });
    }

    public ValueTask<BlobWriteResponse> WriteAsync(BlobWriteRequest request, CancellationToken cancel)
    {
        _blobs[request.Upload] = [.. _blobs[request.Upload], .. request.Bytes];
        return new(new BlobWriteResponse { Blob = request.Upload });
    }

    public ValueTask<BlobReadResponse> ReadAsync(BlobReadRequest request, CancellationToken cancel)
    {
        var bytes = (_blobs.GetValueOrDefault(request.Blob) ?? Elsewhere?.Invoke(request.Blob)) ?? throw RpcException.NotFound("blob", request.Blob);
        var start = (int)request.Offset;
        return new(new BlobReadResponse { Bytes = bytes[start..Math.Min(bytes.Length, start + ChunkSize)], Size = bytes.Length });
    }
}
