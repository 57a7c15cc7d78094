using Assistant.Host.Security;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Fetching;

/// <summary>Fetches for one connection, and notes that there was one; not of what, since a site's name can tell where somebody applies.</summary>
internal sealed class FetchService(GuardedFetch fetch, BlobStore blobs, Books books, Policy policy, Caller caller) : IFetch
{
    public async ValueTask<FetchResponse> GetAsync(FetchRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Draft, "fetch.get");
        var page = await fetch.GetAsync(request.Url, cancel);
        books.Audit.Append(new AuditRecord(caller.Principal.Person, caller.Principal.Client, "fetch.get", "", "", "done"));
        return new FetchResponse
        {
            Addresses = [.. page.Addresses.Select(static address => address.AbsoluteUri)],
            MediaType = page.MediaType,
            Charset = page.Charset,
            Content = Pack(page.Bytes),
            At = books.Time.GetUtcNow(),
        };
    }

    private Content Pack(byte[] bytes) => bytes.Length <= Content.InlineLimit
        ? new Content { Bytes = bytes, Size = bytes.Length }
        : new Content { Blob = blobs.Put($"space:{caller.Principal.Space}", bytes), Size = bytes.Length };
}
