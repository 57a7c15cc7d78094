using Assistant.Host.Records.Blobs;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Records;

public sealed class BlobsTests : IDisposable
{
    private readonly RecordsFixture _desk = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly BlobStore _store;
    private readonly BlobsService _blobs;

    public BlobsTests()
    {
        _store = new BlobStore(_desk.Books.Database, _desk.Keys, _desk.Folder.PathTo("blobs"), _desk.Time);
        _blobs = NewConnection();
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
        _desk.Dispose();
    }

    [Fact]
    public async Task Write_InChunks_IsReadBackInChunks()
    {
        var bytes = new byte[BlobLimits.Chunk + 1_000];
        new Random(1).NextBytes(bytes);
        var upload = (await _blobs.CreateAsync(new() { Size = bytes.Length }, default)).Upload;
        Assert.Null((await _blobs.WriteAsync(new() { Upload = upload, Offset = 0, Bytes = bytes[..BlobLimits.Chunk] }, default)).Blob);
        var blob = (await _blobs.WriteAsync(new() { Upload = upload, Offset = BlobLimits.Chunk, Bytes = bytes[BlobLimits.Chunk..] }, default)).Blob!;

        var first = await _blobs.ReadAsync(new() { Blob = blob, Offset = 0 }, default);
        var second = await _blobs.ReadAsync(new() { Blob = blob, Offset = first.Bytes.Length }, default);

        Assert.Equal((BlobLimits.Chunk, bytes.Length), (first.Bytes.Length, (int)first.Size));
        Assert.Equal(bytes, first.Bytes.Concat(second.Bytes));
        Assert.Empty((await _blobs.ReadAsync(new() { Blob = blob, Offset = bytes.Length }, default)).Bytes);
    }

    [Theory]
    [InlineData(1, 1, "$.offset")]
    [InlineData(0, 11, "$.bytes")]
    [InlineData(0, 0, "$.bytes")]
    public async Task Write_OutOfPlace_IsRefused(long offset, int count, string path)
    {
        var upload = (await _blobs.CreateAsync(new() { Size = 10 }, default)).Upload;

        Assert.Equal(path, RecordsFixture.Problems(await RecordsFixture.RefusedAsync(async () => await _blobs.WriteAsync(new() { Upload = upload, Offset = offset, Bytes = new byte[count] }, default)))[0].Path);
    }

    [Fact]
    public async Task Write_UploadOfAnotherConnection_DoesNotExistThere()
    {
        var upload = (await _blobs.CreateAsync(new() { Size = 10 }, default)).Upload;

        Assert.Equal(RpcErrorCode.NotFound, (await RecordsFixture.RefusedAsync(async () => await NewConnection().WriteAsync(new() { Upload = upload, Offset = 0, Bytes = new byte[10] }, default))).Code);
    }

    [Fact]
    public async Task Create_ConnectionEnds_LeavesNoFile()
    {
        await _blobs.CreateAsync(new() { Size = 10 }, default);
        Assert.Single(Directory.GetFiles(_desk.Folder.PathTo("blobs")));

        await _ended.CancelAsync();

        Assert.Empty(Directory.GetFiles(_desk.Folder.PathTo("blobs")));
    }

    [Fact]
    public async Task Create_ManyUnfinished_IsRefused()
    {
        for (var i = 0; i < 8; i++)
            await _blobs.CreateAsync(new() { Size = 10 }, default);

        Assert.Equal(RpcErrorCode.Limit, (await RecordsFixture.RefusedAsync(async () => await _blobs.CreateAsync(new() { Size = 10 }, default))).Code);
    }

    private BlobsService NewConnection() => new(_store, _desk.Books, _desk.Policy, _desk.Caller, _ended.Token);
}
