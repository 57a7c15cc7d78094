using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>What clients call to read a posting, fetch one, or make an application of it.</summary>
internal sealed class PostingsService(CaptureDesk captures, IRpcCaller host) : IPostings
{
    private readonly ContentReader _contents = new(host);

    public async ValueTask<PostingReading> ReadAsync(PostingReadRequest request, CancellationToken cancel) =>
        PostingReader.Read((await PostingSource.OpenAsync(_contents, request.Source, request.Text, request.MediaType, cancel)).Text, Address(request.Address));

    public async ValueTask<PostingFetchResponse> FetchAsync(PostingFetchRequest request, CancellationToken cancel)
    {
        var page = await FetchRpc.Contract.Connect(host).GetAsync(new FetchRequest { Url = request.Url }, cancel);
        var mediaType = page.Charset is null ? page.MediaType : $"{page.MediaType}; charset={page.Charset}";
        var source = await PostingSource.OpenAsync(_contents, page.Content, null, mediaType, cancel);
        return new PostingFetchResponse { Reading = PostingReader.Read(source.Text, page.Addresses[^1]), Addresses = page.Addresses, Source = page.Content, MediaType = mediaType };
    }

    public async ValueTask<PostingCaptureResponse> CaptureAsync(PostingCaptureRequest request, CancellationToken cancel)
    {
        var source = await PostingSource.OpenAsync(_contents, request.Source, request.Text, request.MediaType, cancel);
        return await captures.KeepAsync(request, source, PostingReader.Read(source.Text, Address(request.Address)), cancel);
    }

    private static string? Address(string? address) => address is null
        ? null
        : WebLink.Of(address) ?? throw RpcException.Invalid("$.address", "is no web address", "Give it as https://jobs.example.com/1234, or leave it out.");
}
