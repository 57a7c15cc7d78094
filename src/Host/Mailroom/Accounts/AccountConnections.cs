using Assistant.Host.Extensions;
using Assistant.Host.Mailroom.Drafts;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Accounts;

/// <summary>Connects and disconnects mailboxes through the providers that plugins offer.</summary>
internal sealed class AccountConnections(Database database, Desk desk, AuditLog audit, ICapabilities capabilities, AccountStore accounts, TimeProvider time)
{
    /// <summary>The account of this id has been connected: what waited for it may go on.</summary>
    public event Action<string>? Connected;

    /// <summary>The account of this id has been disconnected: its mailbox can be asked nothing any more.</summary>
    public event Action<string>? Disconnected;

    public List<AccountRow> List() => database.Read(accounts.List);

    /// <summary>What waits in the outbox, by account; an account without any is left out.</summary>
    public Dictionary<string, (int Waiting, int InDoubt)> Waiting() => database.Read(OutboxStore.CountByAccount);

    /// <exception cref="RpcException">There is none.</exception>
    public AccountRow Get(string id) => database.Read(connection => accounts.Get(connection, id));

    /// <summary>A provider that cannot be asked is left out; its plugin's state says why.</summary>
    public async ValueTask<List<Provider>> ProvidersAsync(CancellationToken cancel)
    {
        var offered = new List<Provider>();
        foreach (var contribution in capabilities.MailProviders)
        {
            try
            {
                var described = await DescribeAsync(contribution.ProviderId, cancel);
                offered.Add(new Provider { Id = described.Id, Name = described.Name, Form = described.Form, Grants = described.Grants });
            }
            catch (RpcException)
            {
                // Named in plugins/list, with its cause; one broken provider hides no other.
            }
        }

        return offered;
    }

    /// <returns>The account as it is now, and what only the user can do.</returns>
    /// <exception cref="RpcException">Invalid, by path; or the provider cannot be reached.</exception>
    public async ValueTask<(AccountRow Account, IReadOnlyList<string> LeftToYou)> ConnectAsync(Actor actor, AccountConnectRequest request, IProgress<ConnectStep>? progress, CancellationToken cancel)
    {
        var address = Check(request);
        var provider = await capabilities.MailProviderAsync(request.Provider, cancel);
        var described = await provider.DescribeAsync(new ProviderDescribeRequest(), cancel);
        var known = database.Read(connection => accounts.FindByAddress(connection, request.Provider, address));
        var stamp = known?.Stamp ?? RowStamp.New(desk, time);
        var answer = await provider.ConnectAsync(
            new ProviderConnectRequest { AccountId = stamp.Id, Address = address, DisplayName = request.DisplayName, Grant = request.Grant, Settings = request.Settings },
            progress, cancel);
        if (answer.Problems.Count > 0)
            throw RpcException.Invalid(answer.Problems);
        var real = answer.Address ?? address;
        if (database.Read(connection => accounts.FindByAddress(connection, request.Provider, real)) is { } other && other.Id != stamp.Id)
        {
            // The mailbox has another way to be written, under which it is an account already: what was granted just now would be nobody's.
            await provider.DisconnectAsync(new ProviderDisconnectRequest { Account = new ProviderAccount { Id = stamp.Id, Address = real, Grant = answer.Grant } }, CancellationToken.None);
            throw RpcException.Invalid("$.address", "is another way to write the address of an account that is there", $"Connect it as {other.Address}.");
        }

        var row = new AccountRow
        {
            Stamp = stamp,
            Provider = request.Provider,
            Address = real,
            DisplayName = request.DisplayName,
            State = AccountState.Active,
            Grant = answer.Grant,
            GrantWords = described.Grants.FirstOrDefault(offer => offer.Level == answer.Grant)?.Words ?? Words(answer.Grant),
            GrantedUntil = answer.GrantedUntil,
            Settings = answer.Settings?.GetRawText(),
            MaxMessageSize = described.MaxMessageSize,
        };
        await database.WriteAsync<object?>(
            transaction =>
            {
                // A sign-in takes minutes, in which a check may have changed the account.
                var last = accounts.Find(transaction, row.Id);
                accounts.Put(transaction, last is null ? row : row with { Stamp = last.Stamp, Signature = last.Signature }, last is null);
                audit.Append(transaction, new AuditRecord(actor.Person, actor.Client, "accounts.connect", "account", row.Id, $"grant {EnumText.Of(row.Grant)}"));
                return null;
            },
            cancel);
        Connected?.Invoke(row.Id);
        return (database.Read(connection => accounts.Get(connection, row.Id)), answer.LeftToYou);
    }

    /// <exception cref="RpcException">There is none, it is disconnected already, or its provider cannot be asked: then it stays as it is.</exception>
    public async ValueTask<ProviderDisconnectResponse> DisconnectAsync(Actor actor, string id, CancellationToken cancel)
    {
        var row = database.Read(connection => accounts.Get(connection, id));
        if (row.State == AccountState.Disconnected)
            throw new RpcException(RpcErrorCode.WrongState, "The account is disconnected already.");
        var provider = await capabilities.MailProviderAsync(row.Provider, cancel);
        var receipt = await provider.DisconnectAsync(new ProviderDisconnectRequest { Account = row.ForProvider() }, cancel);
        await database.WriteAsync<object?>(
            transaction =>
            {
                accounts.Disconnect(transaction, accounts.Get(transaction, id));
                audit.Append(transaction, new AuditRecord(actor.Person, actor.Client, "accounts.disconnect", "account", id, "done"));
                return null;
            },
            CancellationToken.None);
        Disconnected?.Invoke(id);
        return receipt;
    }

    /// <exception cref="RpcException">Invalid, by path; or the provider cannot be reached.</exception>
    public async ValueTask<AccountRow> SetAsync(Actor actor, AccountSetRequest request, CancellationToken cancel)
    {
        if (request.Signature is not { } wanted)
            return Get(request.Id);
        var signature = await SignatureAsync(Get(request.Id), wanted, cancel);
        return await database.WriteAsync(
            transaction =>
            {
                accounts.Put(transaction, accounts.Get(transaction, request.Id) with { Signature = signature }, isNew: false);
                audit.Append(transaction, new AuditRecord(actor.Person, actor.Client, "accounts.set", "account", request.Id, $"signature {EnumText.Of(wanted.From)}"));
                return accounts.Get(transaction, request.Id);
            },
            cancel);
    }

    private async ValueTask<Signature?> SignatureAsync(AccountRow row, Signature wanted, CancellationToken cancel)
    {
        switch (wanted)
        {
            case { From: SignatureSource.None }:
                return null;
            case { From: SignatureSource.Own, Text: { } text }:
                return SignatureText.Refusal(text) is { } refusal ? throw RpcException.Invalid("$.signature.text", refusal) : wanted with { Text = SignatureText.Tidy(text) };
            case { From: SignatureSource.Provider }:
                var provider = await capabilities.MailProviderAsync(row.Provider, cancel);
                var told = await provider.SignatureAsync(new SignatureRequest { Account = row.ForProvider() }, cancel);
                return string.IsNullOrWhiteSpace(told.Text) || SignatureText.Refusal(told.Text) is not null
                    ? throw RpcException.Invalid("$.signature", told.Reason ?? "this mailbox has no signature that can be used", "Give a text of your own, or none.")
                    : wanted with { Text = SignatureText.OfPlain(told.Text) };
            default:
                throw RpcException.Invalid("$.signature.text", "is missing", "Give the text, or choose none.");
        }
    }

    private async ValueTask<ProviderDescription> DescribeAsync(string id, CancellationToken cancel) =>
        await (await capabilities.MailProviderAsync(id, cancel)).DescribeAsync(new ProviderDescribeRequest(), cancel);

    private string Check(AccountConnectRequest request)
    {
        var problems = new List<RpcProblem>();
        if (!capabilities.MailProviders.Any(offer => offer.ProviderId == request.Provider))
        {
            var known = string.Join(", ", capabilities.MailProviders.Select(static offer => offer.ProviderId));
            problems.Add(new RpcProblem { Path = "$.provider", Problem = "is no provider of an installed plugin", Remedy = known.Length == 0 ? null : $"Give one of: {known}." });
        }

        var mailbox = Mailbox.Create(request.DisplayName, request.Address.Trim());
        foreach (var problem in mailbox.Problems)
            problems.Add(new RpcProblem { Path = "$.address", Problem = problem.Reason, Remedy = "Give it as name@domain." });
        return problems.Count == 0 ? mailbox.Require().Address : throw RpcException.Invalid(problems);
    }

    private static string Words(GrantLevel level) => level switch
    {
        GrantLevel.Headers => "send, and read the headers of what answers our own mail",
        GrantLevel.Bodies => "send, and read what answers our own mail",
        _ => "send, read what answers our own mail, and keep drafts in the mailbox",
    };
}
