using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Insight;

/// <summary>Which versions of CVs went out in mail about which application, by the host's own record of what was attached.</summary>
internal sealed class SentCvs
{
    private readonly Dictionary<string, HashSet<string>> _keys = new(StringComparer.Ordinal);

    private SentCvs()
    {
    }

    public static async ValueTask<SentCvs> ReadAsync(IRpcCaller host, CancellationToken cancel)
    {
        var sent = new SentCvs();
        string? cursor = null;
        do
        {
            var page = await DocumentsRpc.Contract.Connect(host).SentAsync(new DocumentSentRequest { Kind = DocumentKind.Cv, Limit = Paging.MaxLimit, Cursor = cursor }, cancel);
            foreach (var paper in page.Sent.Where(static paper => paper is { State: OutboxState.Sent, About.Kind: "application" }))
                sent.Add(paper);
            cursor = page.Next;
        }
        while (cursor is not null);
        return sent;
    }

    /// <summary>As <see cref="CvNames.Key"/> writes them; null where no mail with a CV is known.</summary>
    public IReadOnlyCollection<string>? Of(string application) => _keys.GetValueOrDefault(application);

    private void Add(SentDocument paper)
    {
        if (!_keys.TryGetValue(paper.About!.Id, out var keys))
            _keys[paper.About.Id] = keys = new(StringComparer.Ordinal);
        keys.Add(CvNames.Key(paper.DocumentId, paper.Version));
    }
}
