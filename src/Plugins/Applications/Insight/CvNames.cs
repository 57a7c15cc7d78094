using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Insight;

/// <summary>
/// Which version of a CV an application went out with where no mail tells: the one that was current at the end of the day of applying, by the host's documents.
/// Each document is asked for once.
/// </summary>
internal sealed class CvNames(IRpcCaller host, TimeProvider time)
{
    private readonly Dictionary<string, Document?> _documents = new(StringComparer.Ordinal);

    /// <summary>The document's id with its version; the id alone where the document is gone.</summary>
    public async ValueTask<string> KeyAsync(string document, DateOnly applied, CancellationToken cancel)
    {
        if (await FindAsync(document, cancel) is not { Versions: [_, ..] versions })
            return document;
        var sent = versions.Where(version => Day(version.Created) <= applied).MaxBy(static version => version.Number) ?? versions.MinBy(static version => version.Number)!;
        return Key(document, sent.Number);
    }

    public static string Key(string document, int version) => FormattableString.Invariant($"{document}:{version}");

    /// <summary>For a person, by a key.</summary>
    public async ValueTask<string> NameAsync(string key, CancellationToken cancel)
    {
        var parts = key.Split(':');
        if (await FindAsync(parts[0], cancel) is not { } document)
            return "a CV that was deleted";
        return parts.Length > 1 && document.Versions.Count > 1 ? $"{document.Title}, version {parts[1]}" : document.Title;
    }

    private async ValueTask<Document?> FindAsync(string id, CancellationToken cancel)
    {
        if (_documents.TryGetValue(id, out var known))
            return known;
        try
        {
            return _documents[id] = await DocumentsRpc.Contract.Connect(host).GetAsync(new DocumentGetRequest { Id = id }, cancel);
        }
        catch (RpcException error) when (error.Code == RpcErrorCode.NotFound)
        {
            return _documents[id] = null;
        }
    }

    private DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, time.LocalTimeZone).Date);
}
