using Assistant.Host.Cli.Connection;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Cli.Commands;

/// <summary>What the records are called that an application is bound to; one that is gone has no name.</summary>
internal static class LinkTitles
{
    // More than these a person does not read on one page; the ids stand for the rest.
    private const int Most = 40;

    public static async Task<Dictionary<string, string>> ReadAsync(HostConnection host, Application application, CancellationToken cancel)
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var link in application.Links.Take(Most))
        {
            try
            {
                titles[link.Ref.Id] = link.Ref.Kind switch
                {
                    "contact" => (await host.Contacts.GetAsync(new() { Id = link.Ref.Id }, cancel)).Name,
                    "document" => (await host.Documents.GetAsync(new() { Id = link.Ref.Id }, cancel)).Title,
                    "draft" => (await host.Drafts.GetAsync(new() { Id = link.Ref.Id }, cancel)).Subject,
                    _ => (await host.Outbox.ShowAsync(new() { Id = link.Ref.Id }, cancel)).Item.Subject,
                };
            }
            catch (RpcException gone) when (gone.Code == RpcErrorCode.NotFound)
            {
                titles[link.Ref.Id] = "(not there any more)";
            }
        }

        return titles;
    }
}
