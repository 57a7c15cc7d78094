using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Documents;

/// <summary>What a plugin made of a file.</summary>
internal sealed class FormatBytes(BlobStore blobs)
{
    /// <exception cref="RpcException">It is not there, or larger than a document may be.</exception>
    public byte[] Read(Content content)
    {
        using var stream = content.Bytes is { } bytes ? new MemoryStream(bytes, writable: false)
            : blobs.Open(content.Blob ?? "") ?? throw new RpcException(RpcErrorCode.PluginFailed, "What the plugin made is not there.");
        if (stream.Length > DocumentLimits.Size)
            throw new RpcException(RpcErrorCode.Limit, $"The file would have more than {DocumentLimits.Size} bytes.", new RpcLimitData { Limit = "documentBytes", Maximum = (int)DocumentLimits.Size });
        var read = new byte[stream.Length];
        stream.ReadExactly(read);
        return read;
    }
}
