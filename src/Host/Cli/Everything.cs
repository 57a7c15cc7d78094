using Assistant.Host.Cli.Connection;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli;

/// <summary>Whole lists, page by page, to find in them what a person named.</summary>
internal static class Everything
{
    public static Task<List<Contact>> ContactsAsync(HostConnection host, CancellationToken cancel) =>
        PagesAsync(async cursor =>
        {
            var page = await host.Contacts.ListAsync(new() { Limit = Paging.MaxLimit, Cursor = cursor }, cancel);
            return (page.Contacts, page.Next);
        });

    /// <summary>Those that were put away too.</summary>
    public static async Task<List<ApplicationCard>> ApplicationsAsync(HostConnection host, CancellationToken cancel)
    {
        Task<List<ApplicationCard>> OfAsync(bool archived) => PagesAsync(async cursor =>
        {
            var page = await host.Applications.ListAsync(new() { Archived = archived, Limit = Paging.MaxLimit, Cursor = cursor }, cancel);
            return (page.Applications, page.Next);
        });
        return [.. await OfAsync(false), .. await OfAsync(true)];
    }

    public static Task<List<Template>> TemplatesAsync(HostConnection host, CancellationToken cancel) =>
        PagesAsync(async cursor =>
        {
            var page = await host.Templates.ListAsync(new() { Limit = Paging.MaxLimit, Cursor = cursor }, cancel);
            return (page.Templates, page.Next);
        });

    public static Task<List<Draft>> DraftsAsync(HostConnection host, CancellationToken cancel) =>
        PagesAsync(async cursor =>
        {
            var page = await host.Drafts.ListAsync(new() { Limit = Paging.MaxLimit, Cursor = cursor }, cancel);
            return (page.Drafts, page.Next);
        });

    public static Task<List<OutboxItem>> OutboxAsync(HostConnection host, CancellationToken cancel) =>
        PagesAsync(async cursor =>
        {
            var page = await host.Outbox.ListAsync(new() { Limit = Paging.MaxLimit, Cursor = cursor }, cancel);
            return (page.Items, page.Next);
        });

    public static Task<List<TrackingRow>> TrackingAsync(HostConnection host, CancellationToken cancel) =>
        PagesAsync(async cursor =>
        {
            var page = await host.Tracking.ListAsync(new() { Limit = Paging.MaxLimit, Cursor = cursor }, cancel);
            return (page.Rows, page.Next);
        });

    public static Task<List<Proposal>> ProposalsAsync(HostConnection host, ProposalState state, CancellationToken cancel) =>
        PagesAsync(async cursor =>
        {
            var page = await host.Proposals.ListAsync(new() { State = state, Limit = Paging.MaxLimit, Cursor = cursor }, cancel);
            return (page.Proposals, page.Next);
        });

    public static Task<List<Protocol.Services.Writing>> WritingsAsync(HostConnection host, CancellationToken cancel) =>
        PagesAsync(async cursor =>
        {
            var page = await host.Writing.ListAsync(new() { Limit = Paging.MaxLimit, Cursor = cursor }, cancel);
            return (page.Writings, page.Next);
        });

    public static Task<List<Document>> DocumentsAsync(HostConnection host, bool deleted, CancellationToken cancel) =>
        PagesAsync(async cursor =>
        {
            var page = await host.Documents.ListAsync(new() { Deleted = deleted, Limit = Paging.MaxLimit, Cursor = cursor }, cancel);
            return (page.Documents, page.Next);
        });

    private static async Task<List<T>> PagesAsync<T>(Func<string?, Task<(IReadOnlyList<T> Items, string? Next)>> read)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var (items, next) = await read(cursor);
            all.AddRange(items);
            cursor = next;
        }
        while (cursor is not null);
        return all;
    }
}
