using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Replies;

/// <summary>The host's mail and proposals, within the plugin's permissions.</summary>
internal sealed class MailHost(IRpcCaller host)
{
    /// <summary>The draft; null where it was deleted.</summary>
    public async ValueTask<Draft?> DraftAsync(string id, CancellationToken cancel) =>
        await OrGoneAsync(() => DraftsRpc.Contract.Connect(host).GetAsync(new DraftGetRequest { Id = id }, cancel));

    /// <summary>A document; null where it was deleted.</summary>
    public async ValueTask<Document?> DocumentAsync(string id, CancellationToken cancel) =>
        await OrGoneAsync(() => DocumentsRpc.Contract.Connect(host).GetAsync(new DocumentGetRequest { Id = id }, cancel));

    /// <summary>A sent mail and what came back; null where it is gone.</summary>
    public async ValueTask<TrackingShowResponse?> SentAsync(string outboxId, CancellationToken cancel) =>
        await OrGoneAsync(() => TrackingRpc.Contract.Connect(host).ShowAsync(new TrackingShowRequest { OutboxId = outboxId }, cancel));

    public async ValueTask<OutboxItem?> OutboxAsync(string id, CancellationToken cancel) =>
        (await OrGoneAsync(() => OutboxRpc.Contract.Connect(host).ShowAsync(new OutboxShowRequest { Id = id }, cancel)))?.Item;

    /// <summary>The text of a reply; null where the user did not grant bodies, or the mailbox is out of reach now.</summary>
    public async ValueTask<string?> TextAsync(string messageId, CancellationToken cancel)
    {
        try
        {
            return (await TrackingRpc.Contract.Connect(host).ReadAsync(new TrackingReadRequest { MessageId = messageId }, cancel)).Text;
        }
        catch (RpcException refusal) when (refusal.Code is RpcErrorCode.NeedsSetup or RpcErrorCode.NotFound or RpcErrorCode.ProviderUnavailable or RpcErrorCode.ProviderRefused or RpcErrorCode.PluginFailed)
        {
            return null;
        }
    }

    public ValueTask<Proposal> ProposeAsync(ProposalMakeRequest request, CancellationToken cancel) => ProposalsRpc.Contract.Connect(host).MakeAsync(request, cancel);

    private static async ValueTask<T?> OrGoneAsync<T>(Func<ValueTask<T>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (RpcException refusal) when (refusal.Code == RpcErrorCode.NotFound)
        {
            return null;
        }
    }
}
