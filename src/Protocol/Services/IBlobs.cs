using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>Large bytes in chunks, kept sealed. An upload belongs to its connection and is gone with it; a finished blob that no record takes is swept after a day.</summary>
[RpcService("blobs", typeof(BlobsJson))]
public interface IBlobs
{
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<BlobCreateResponse> CreateAsync(BlobCreateRequest request, CancellationToken cancel);

    /// <summary>
    /// Appends; <c>offset</c> must be where the last chunk ended. The last chunk is answered with the blob's handle.
    /// Errors: limit over <see cref="BlobLimits.Chunk"/>, invalid where offset or size do not fit.
    /// </summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<BlobWriteResponse> WriteAsync(BlobWriteRequest request, CancellationToken cancel);

    /// <summary>At most <see cref="BlobLimits.Chunk"/> bytes from <c>offset</c>; fewer at the end.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<BlobReadResponse> ReadAsync(BlobReadRequest request, CancellationToken cancel);
}

public static class BlobLimits
{
    /// <summary>One chunk in base64 stays well under the frame limit of 4 MiB.</summary>
    public const int Chunk = 1024 * 1024;

    /// <summary>Larger than any mail provider takes.</summary>
    public const long Size = 150L * 1024 * 1024;
}

public sealed record BlobCreateRequest
{
    public required long Size { get; init; }
}

public sealed record BlobCreateResponse
{
    /// <summary>Names the upload on this connection until its last byte has arrived.</summary>
    public required string Upload { get; init; }
}

public sealed record BlobWriteRequest
{
    public required string Upload { get; init; }
    public required long Offset { get; init; }
    public required byte[] Bytes { get; init; }
}

public sealed record BlobWriteResponse
{
    /// <summary>The handle to give as <see cref="Content.Blob"/>; null until all bytes are there.</summary>
    public string? Blob { get; init; }
}

public sealed record BlobReadRequest
{
    public required string Blob { get; init; }
    public required long Offset { get; init; }
}

public sealed record BlobReadResponse
{
    public required byte[] Bytes { get; init; }
    public required long Size { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BlobCreateRequest))]
[JsonSerializable(typeof(BlobCreateResponse))]
[JsonSerializable(typeof(BlobWriteRequest))]
[JsonSerializable(typeof(BlobReadRequest))]
[JsonSerializable(typeof(BlobReadResponse))]
[JsonSerializable(typeof(BlobWriteResponse))]
public sealed partial class BlobsJson : JsonSerializerContext;
