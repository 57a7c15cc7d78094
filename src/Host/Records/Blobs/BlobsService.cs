using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Blobs;

/// <summary>
/// Large bytes for one connection. An upload is a file being sealed, so memory stays flat whatever its size; it is dropped with the connection.
/// A handle is 256 unguessable bits and itself the right to read; the scope is asked all the same.
/// </summary>
internal sealed class BlobsService : IBlobs, IDisposable
{
    // Each holds an open file; a client sends its attachments one after the other.
    private const int MostUploads = 8;

    private readonly BlobStore _blobs;
    private readonly Books _books;
    private readonly Policy _policy;
    private readonly Caller _caller;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, (BlobWriter Writer, long Size)> _uploads = new(StringComparer.Ordinal);
    private bool _ended;

    /// <param name="blobs">Where finished blobs are.</param>
    /// <param name="books">The desk and the clock.</param>
    /// <param name="policy">Asked before anything is read or written.</param>
    /// <param name="caller">Who uploads and reads.</param>
    /// <param name="ended">Cancelled when the connection is over: what is unfinished then leaves nothing.</param>
    public BlobsService(BlobStore blobs, Books books, Policy policy, Caller caller, CancellationToken ended)
    {
        (_blobs, _books, _policy, _caller) = (blobs, books, policy, caller);
        ended.Register(Dispose);
    }

    public async ValueTask<BlobCreateResponse> CreateAsync(BlobCreateRequest request, CancellationToken cancel)
    {
        _policy.RequireScope(_caller.Principal, Scopes.Draft, "blobs.create");
        if (request.Size is < 1 or > BlobLimits.Size)
            throw RpcException.Invalid("$.size", $"A blob has 1 to {BlobLimits.Size} bytes.", "Send a link to larger files.");
        await _gate.WaitAsync(cancel);
        try
        {
            if (_uploads.Count == MostUploads)
                throw new RpcException(RpcErrorCode.Limit, $"{MostUploads} uploads of this connection are unfinished.", new RpcLimitData { Limit = "uploads", Maximum = MostUploads });
            ObjectDisposedException.ThrowIf(_ended, this);
            var upload = RowStamp.NewId(_books.Time.GetUtcNow());
            _uploads.Add(upload, (_blobs.Create($"space:{_caller.Principal.Space}"), request.Size));
            return new BlobCreateResponse { Upload = upload };
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask<BlobWriteResponse> WriteAsync(BlobWriteRequest request, CancellationToken cancel)
    {
        _policy.RequireScope(_caller.Principal, Scopes.Draft, "blobs.write");
        if (request.Bytes.Length > BlobLimits.Chunk)
            throw new RpcException(RpcErrorCode.Limit, $"A chunk has at most {BlobLimits.Chunk} bytes.", new RpcLimitData { Limit = "chunkBytes", Maximum = BlobLimits.Chunk });
        await _gate.WaitAsync(cancel);
        try
        {
            if (!_uploads.TryGetValue(request.Upload, out var upload))
                throw RpcException.NotFound("upload", request.Upload);
            if (request.Offset != upload.Writer.Size)
                throw RpcException.Invalid("$.offset", $"The upload goes on at {upload.Writer.Size}.", "Send the chunks in order, each once.");
            if (request.Bytes.Length == 0 || request.Bytes.Length > upload.Size - upload.Writer.Size)
                throw RpcException.Invalid("$.bytes", $"{upload.Size - upload.Writer.Size} bytes of this upload are missing.", "Send at least one byte and no more than that.");
            upload.Writer.Write(request.Bytes);
            if (upload.Writer.Size < upload.Size)
                return new BlobWriteResponse();
            _uploads.Remove(request.Upload);
            using (upload.Writer)
                return new BlobWriteResponse { Blob = upload.Writer.Complete() };
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask<BlobReadResponse> ReadAsync(BlobReadRequest request, CancellationToken cancel)
    {
        _policy.RequireScope(_caller.Principal, Scopes.Read, "blobs.read");
        await using var stream = _blobs.Open(request.Blob) ?? throw RpcException.NotFound("blob", request.Blob);
        if (request.Offset < 0 || request.Offset > stream.Length)
            throw RpcException.Invalid("$.offset", $"The blob has {stream.Length} bytes.", "Read from 0 on, each time where the last answer ended.");
        stream.Position = request.Offset;
        var bytes = new byte[Math.Min(BlobLimits.Chunk, stream.Length - request.Offset)];
        await stream.ReadExactlyAsync(bytes, cancel);
        return new BlobReadResponse { Bytes = bytes, Size = stream.Length };
    }

    public void Dispose()
    {
        _gate.Wait();
        try
        {
            _ended = true;
            foreach (var (writer, _) in _uploads.Values)
                writer.Dispose();
            _uploads.Clear();
        }
        finally
        {
            _gate.Release();
        }
    }
}
