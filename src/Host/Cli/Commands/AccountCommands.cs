using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>account</c>: connected mailboxes.</summary>
internal static class AccountCommands
{
    public static Command Create() => new CliCommand("account", "Connected mailboxes, and what each was granted.", "account list", "account providers", "account add gmail me@gmail.com --set clientFile=~/client.json", "account add mail.local try@example.org --set office=local")
    {
        List(),
        Providers(),
        Add(),
        SetOne(),
        Remove(),
    };

    private static CliCommand List() =>
        new CliCommand("list", "Lists the connected mailboxes.", "account list", "account list --json").Runs(async (run, cancel) =>
        {
            await using var host = await run.ConnectAsync(cancel);
            var answer = await host.Accounts.ListAsync(new(), cancel);
            return run.Show(AccountsJson.Default.AccountListResponse, answer, screen =>
            {
                screen.Table(
                    ["Id", "Address", "Provider", "State", "Grant"],
                    answer.Accounts.Select(IReadOnlyList<TextCell> (account) => [Shown.Id(account.Id), account.Address, account.Provider, State(account), account.GrantWords]),
                    $"No mailbox is connected. {run.Command("account providers")} shows what can be.");
                foreach (var account in answer.Accounts)
                {
                    if (account.Need is { } need)
                        HostCommands.ShowNeed(screen, need);
                }
            });
        });

    private static CliCommand Providers() =>
        new CliCommand("providers", "Lists what can be connected, with the settings and grants of each.", "account providers", "account providers --json").Runs(async (run, cancel) =>
        {
            await using var host = await run.ConnectAsync(cancel);
            var answer = await host.Accounts.ProvidersAsync(new(), cancel);
            return run.Show(AccountsJson.Default.ProviderListResponse, answer, screen =>
            {
                foreach (var provider in answer.Providers)
                {
                    screen.Line($"{provider.Id}  {provider.Name}", Tone.Strong);
                    screen.Fields(provider.Grants.Select(grant => ($"  --grant {Shown.Words(grant.Level)}", (TextCell)grant.Words)));
                    screen.Fields(SettingsForm.Describe(provider.Form).Select(setting => ($"  --set {setting.Name}=", (TextCell)setting.Words)));
                    screen.Line();
                }

                if (answer.Providers.Count == 0)
                    screen.Line($"No plugin offers a mail provider. {run.Command("plugins list")} shows why.", Tone.Dim);
            });
        });

    private static CliCommand Add()
    {
        var provider = new Argument<string>("PROVIDER") { Description = "The provider's id, as account providers lists it." };
        var address = new Argument<string>("ADDRESS") { Description = "The mailbox's address." };
        var name = new Option<string?>("--name") { Description = "The name that recipients see beside the address.", HelpName = "NAME" };
        var grant = new Option<GrantLevel>("--grant") { Description = "How much of the mailbox the host may use: headers, bodies or drafts.", HelpName = "LEVEL", DefaultValueFactory = _ => GrantLevel.Headers };
        var settings = new Option<string[]>("--set") { Description = "A setting of the provider, which account providers explains; may be repeated: --set maildir=~/Maildir --set sendmail=/usr/sbin/sendmail.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
        return new CliCommand("add", "Connects a mailbox. While the demo is in use, this goes on in your own folder.", "account add gmail me@gmail.com --set clientFile=~/client.json", "account add mail.local me@example.org --set office=local --json") { provider, address, name, grant, settings }
            .Runs(async (run, cancel) =>
            {
                if (run.Folder is { Name: DataRoot.Demo })
                    run.MoveTo(FolderChoice.Named(DataRoot.Main, run.Environment.Root));
                var (through, chosen) = await SettingsAsync(run, run.Value(provider), run.Value(settings), cancel);
                await using var host = await OwnerAsync(run, $"{Allowing(through, run.Value(grant))}Connect {run.Value(address)} through {through.Id}, granting {Shown.Words(run.Value(grant))}?", cancel);
                var request = new AccountConnectRequest { Provider = through.Id, Address = run.Value(address), DisplayName = run.Value(name), Grant = run.Value(grant), Settings = chosen };
                var answer = await ConnectAsync(run, host, request, through, cancel);
                if (run.Folder.Name is { } used)
                    run.Environment.Root.SetCurrent(used);
                return run.Show(AccountsJson.Default.AccountConnectResponse, answer, screen =>
                {
                    screen.Line($"{answer.Account.Address} is connected.", Tone.Good);
                    screen.Fields(("id", Shown.Id(answer.Account.Id)), ("granted", answer.Account.GrantWords), ("data folder", run.Folder.Folder.FullPath), ("next", run.Command("contact import FILE")));
                    ShowLeft(screen, answer.LeftToYou);
                });
            });
    }

    private static CliCommand SetOne()
    {
        var id = Options.Id("The account");
        var signature = new Option<string>("--signature") { Description = "What ends each new draft: provider takes the mailbox's own, none is nothing, anything else is the text.", HelpName = "provider|none|TEXT", Required = true };
        return new CliCommand("set", "Says how an account writes. Drafts that are there stay as they are.", "account set me@gmail.com --signature provider", "account set me@gmail.com --signature \"Mira Ernst\"", "account set me@gmail.com --signature none --json") { id, signature }
            .Runs(async (run, cancel) =>
            {
                var account = await FindAsync(run, run.Value(id), cancel);
                Signature wanted = run.Value(signature) switch
                {
                    "none" => new(SignatureSource.None),
                    "provider" => new(SignatureSource.Provider),
                    var text => new(SignatureSource.Own, text),
                };
                await using var host = await run.ConnectAsOwnerAsync($"Change what ends new drafts from {account.Address}?", cancel);
                var answer = await run.WaitingAsync("Asking for the signature", host.Accounts.SetAsync(new() { Id = account.Id, Signature = wanted }, cancel).AsTask());
                return run.Show(AccountsJson.Default.Account, answer, screen =>
                {
                    screen.Line(answer.Signature is null ? $"New drafts from {answer.Address} end without a signature." : $"New drafts from {answer.Address} end with:", Tone.Good);
                    if (answer.Signature?.Text is { } text)
                        screen.Block(text);
                });
            });
    }

    private static CliCommand Remove()
    {
        var id = Options.Id("The account");
        return new CliCommand("remove", "Disconnects a mailbox, and says what only you can do about the rest.", "account remove me@example.org", "account remove 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                var account = await FindAsync(run, run.Value(id), cancel);
                await using var host = await run.ConnectAsOwnerAsync($"{Waiting(account)}Disconnect {account.Address}?", cancel);
                var answer = await run.WaitingAsync("Disconnecting", host.Accounts.DisconnectAsync(new() { Id = account.Id }, cancel).AsTask());
                return run.Show(AccountsJson.Default.AccountDisconnectResponse, answer, screen =>
                {
                    foreach (var line in answer.Receipt)
                        screen.Line($"done: {line}");
                    ShowLeft(screen, answer.LeftToYou);
                    if (account.InDoubt > 0)
                        screen.Line($"then say what you found: {run.Command("outbox settle ID sent")}, or not-sent", Tone.Dim);
                });
            });
    }

    private static async Task<Account> FindAsync(CliRun run, string given, CancellationToken cancel)
    {
        await using var reader = await run.ConnectAsync(cancel);
        return Reference.One("account", given, (await reader.Accounts.ListAsync(new(), cancel)).Accounts, item => item.Id, item => [item.Address]);
    }

    // Connecting the first real mailbox is when a newcomer becomes the owner; the same yes covers both.
    private static async Task<HostConnection> OwnerAsync(CliRun run, string question, CancellationToken cancel)
    {
        if (new OwnerKey(run.Folder.Folder).Find() is not null)
            return await run.ConnectAsOwnerAsync(question, cancel);
        await run.Consent.RequireAsync($"This makes you the owner of {run.Folder.Folder.FullPath}.\n{question}", cancel);
        await using (var host = await run.ConnectAsync(cancel))
            await SetupCommand.SetUpAsync(host, run, Environment.UserName, cancel);
        return await run.ConnectAsync(new HostCall(run.Folder.Folder) { ClientKey = new OwnerKey(run.Folder.Folder).Require() }, cancel);
    }

    private static async Task<AccountConnectResponse> ConnectAsync(CliRun run, HostConnection host, AccountConnectRequest request, Provider provider, CancellationToken cancel)
    {
        var steps = new ConnectSteps(run, cancel);
        try
        {
            var answer = await run.WaitingAsync(() => steps.Words, host.Accounts.ConnectAsync(request, steps, cancel).AsTask());
            await steps.ClosedAsync();
            return answer;
        }
        catch (RpcException error) when (error.Detail is RpcInvalidData { Problems: [{ Path: var path } only, ..] } && path.StartsWith("$.settings.", StringComparison.Ordinal) && SettingsForm.Guide(provider.Form) is { Count: > 0 } guide)
        {
            throw new CliException(ExitCode.Usage, ProblemWords.Sentence(only) ?? error.Message, string.Join('\n', [only.Remedy ?? "", "", $"How to get it, once, for {provider.Name}:", .. guide]), error);
        }
    }

    // What is said yes to, in the provider's own words; each level holds the ones before it.
    private static string Allowing(Provider provider, GrantLevel level) =>
        string.Concat(provider.Grants.Where(grant => grant.Level <= level).OrderBy(static grant => grant.Level).Select(static grant => $"- {grant.Words}\n")) is { Length: > 0 } words ? $"It may then:\n{words}" : "";

    // What a person should know before they cut a mailbox off.
    private static string Waiting(Account account)
    {
        var waiting = account.Waiting switch
        {
            0 => "",
            1 => "1 approved message waits in its outbox; it is not sent until the account is connected again.\n",
            var count => $"{count} approved messages wait in its outbox; they are not sent until the account is connected again.\n",
        };
        return account.InDoubt == 0 ? waiting
            : $"{waiting}Nobody knows yet whether {(account.InDoubt == 1 ? "1 message" : $"{account.InDoubt} messages")} went out. Once the mailbox is disconnected it cannot be asked, and only you can look in its Sent folder.\n";
    }

    private static void ShowLeft(Screen screen, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            screen.Line($"left to you: {line}", Tone.Notice);
    }

    // The provider, and the settings as its form asks for them.
    private static async Task<(Provider Provider, System.Text.Json.JsonElement? Settings)> SettingsAsync(CliRun run, string provider, string[] given, CancellationToken cancel)
    {
        await using var host = await run.ConnectAsync(cancel);
        var providers = (await host.Accounts.ProvidersAsync(new(), cancel)).Providers;
        var found = providers.FirstOrDefault(item => item.Id == provider || item.Id == $"mail.{provider}")
            ?? throw new CliException(ExitCode.NotFound, $"No plugin offers the provider '{provider}'.", $"{run.Command("account providers")} lists: {string.Join(", ", providers.Select(item => item.Id))}.");
        if (given.Length > 0)
            return (found, SettingsForm.Fill(found.Form, given));
        // What a provider would choose by itself is not what a person meant who chose nothing.
        return SettingsForm.Choices(found.Form) is { Count: > 0 } choices
            ? throw new CliException(ExitCode.Usage, $"'{provider}' has to be told what to connect.", $"Give {string.Join(", or ", choices)}; {run.Command("account providers")} explains each.")
            : (found, null);
    }

    private static TextCell State(Account account) => account.State switch
    {
        AccountState.Active => new TextCell("active", Tone.Good),
        AccountState.NeedsSetup => new TextCell("needs setup", Tone.Notice),
        _ => new TextCell(Shown.Words(account.State), Tone.Dim),
    };
}
