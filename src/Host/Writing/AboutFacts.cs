using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>What the plugin that has a record says of it: an application's company and role.</summary>
/// <param name="target">The plugin that has records of a kind; null where they are the host's.</param>
internal sealed class AboutFacts(Func<string, CancellationToken, ValueTask<IProposalTarget?>> target)
{
    // A plugin's word for a record, and not its story.
    private const int Most = 20;

    private const int LongestName = 40;

    private const int LongestValue = 300;

    // The words that a reply's meaning has to choose from; nothing that a letter should tell.
    private const string Stages = "stages";

    /// <exception cref="RpcException">There is no such record, or its plugin does not answer.</exception>
    public async ValueTask<List<WritingSource>> OfAsync(RecordRef about, WritingTask task, CancellationToken cancel)
    {
        if (await target(about.Kind, cancel) is not { } owner)
            return [];
        try
        {
            var told = await owner.FactsAsync(new ProposalFactsRequest { About = about }, cancel);
            return
            [
                .. from fact in told.Facts.Take(Most)
                   where fact.Name.Length is > 0 and <= LongestName && fact.Name.All(char.IsAsciiLetter)
                   let value = SourceText.Line(fact.Value)
                   where value.Length is > 0 and <= LongestValue && (fact.Name != Stages || task == WritingTask.ReplyMeaning)
                   select fact.Name == Stages
                       ? new WritingSource($"{about.Kind}.{fact.Name}", SourceKind.Note, $"Stages: {value}")
                       : new WritingSource($"{about.Kind}.{fact.Name}", SourceKind.Contact, value),
            ];
        }
        catch (RpcException older) when (older.Code == RpcErrorCode.MethodNotFound)
        {
            return [];
        }
    }
}
