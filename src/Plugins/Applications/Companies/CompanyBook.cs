using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Companies;

/// <summary>
/// Employers. Two names are one company where their domains are equal, or where one has no domain and the folded legal names are equal: "Meta" is never
/// "Metaverse Inc", and "Acme" is not "Acme Inc" until a domain says so.
/// </summary>
internal sealed class CompanyBook(Desk desk)
{
    private const string Select = "SELECT c.id, c.name, c.domain FROM company c";

    public static Company Read(ref StoreRow row) => new() { Id = row.Text(), Name = row.Text(), Domain = row.TextOrNull() };

    /// <summary>The company of these details; with a statement that makes it, or that tells its domain, where there is something to write.</summary>
    /// <exception cref="RpcException">Invalid: the name is that of several companies.</exception>
    public async ValueTask<(Company Company, StoreStatement? Write)> ResolveAsync(string name, string? domain, CancellationToken cancel)
    {
        if (domain is not null && await FindByDomainAsync(domain, cancel) is { } known)
            return (known, null);
        var named = await FindByNameAsync(name, cancel);
        if (domain is null)
        {
            return named switch
            {
                [] => Make(name, null),
                [var only] => (only, null),
                _ => throw RpcException.Invalid("$.details.domain", $"is needed: {named.Count} companies are called {name}", $"Give one of {string.Join(", ", named.Select(static each => each.Domain ?? "(none)"))}, or the domain of another."),
            };
        }

        // Until now its domain was not known.
        return named.Find(static each => each.Domain is null) is { } bare
            ? (new Company { Id = bare.Id, Name = bare.Name, Domain = domain }, StoreStatement.Of(
                "UPDATE company SET domain = @domain, revision = revision + 1, changed = @now WHERE id = @id", ("domain", domain), ("now", desk.Now), ("id", bare.Id)))
            : Make(name, domain);
    }

    /// <summary>The company of exactly this folded name; null where there is none or several.</summary>
    public async ValueTask<Company?> FindAsync(string name, string? domain, CancellationToken cancel) =>
        domain is not null && await FindByDomainAsync(domain, cancel) is { } known ? known
        : await FindByNameAsync(name, cancel) is [var only] ? only
        : null;

    public async ValueTask<CompanyListResponse> ListAsync(CompanyListRequest request, CancellationToken cancel)
    {
        var limit = StoreCalls.Limit(request.Limit);
        var beginning = Folded.Of(request.Query ?? "");
        var (afterKey, afterId) = request.Cursor?.Split('\n') is [var key, var id] ? (key, id) : ("", "");
        var rows = await desk.Store.ListAsync(
            StoreStatement.Of(
                """
                SELECT c.id, c.name, c.domain, (SELECT count(*) FROM application a WHERE a.company = c.id AND a.archived IS NULL AND a.deleted IS NULL), c.name_key
                FROM company c
                WHERE c.deleted IS NULL AND c.name_key >= @beginning AND c.name_key < @beyond AND (c.name_key, c.id) > (@key, @id)
                ORDER BY c.name_key, c.id LIMIT @limit
                """,
                ("beginning", beginning), ("beyond", beginning + "\U0010FFFF"), ("key", afterKey), ("id", afterId), ("limit", limit + 1)),
            static row => (Company: Read(ref row) with { Applications = (int)row.Number() }, Key: row.Text()),
            cancel);
        return new CompanyListResponse
        {
            Companies = [.. rows.Take(limit).Select(static each => each.Company)],
            Next = rows.Count > limit ? $"{rows[limit - 1].Key}\n{rows[limit - 1].Company.Id}" : null,
        };
    }

    private ValueTask<Company?> FindByDomainAsync(string domain, CancellationToken cancel) =>
        desk.Store.FirstAsync(StoreStatement.Of(Select + " WHERE c.domain = @domain", ("domain", domain)), static row => Read(ref row), cancel);

    private ValueTask<List<Company>> FindByNameAsync(string name, CancellationToken cancel) =>
        desk.Store.ListAsync(StoreStatement.Of(Select + " WHERE c.name_key = @key ORDER BY c.id LIMIT 20", ("key", Folded.Of(name))), static row => Read(ref row), cancel);

    private (Company Company, StoreStatement Write) Make(string name, string? domain)
    {
        var made = new Company { Id = desk.NewId(), Name = name, Domain = domain };
        return (made, StoreStatement.Of(
            "INSERT INTO company(id, created, changed, name, name_key, domain) VALUES(@id, @now, @now, @name, @key, @domain)",
            ("id", made.Id), ("now", desk.Now), ("name", name), ("key", Folded.Of(name)), ("domain", domain)));
    }
}
