using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Host.Storage;
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
                await using var host = await OwnerAsync(run, $"Connect {run.Value(address)} through {through}, granting {Shown.Words(run.Value(grant))}?", cancel);
                var request = new AccountConnectRequest { Provider = through, Address = run.Value(address), DisplayName = run.Value(name), Grant = run.Value(grant), Settings = chosen };
                var steps = new ConnectSteps(run, cancel);
                var answer = await run.WaitingAsync(() => steps.Words, host.Accounts.ConnectAsync(request, steps, cancel).AsTask());
                await steps.ClosedAsync();
                if (run.Folder.Name is { } used)
                    run.Environment.Root.SetCurrent(used);
                return run.Show(AccountsJson.Default.AccountConnectResponse, answer, screen =>
                {
                    screen.Line($"{answer.Account.Address} is connected.", Tone.Good);
                    screen.Fields(("id", Shown.Id(answer.Account.Id)), ("granted", answer.Account.GrantWords), ("data folder", run.Folder.Folder.FullPath), ("next", run.Command("contact import FILE")));
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
                await using var host = await run.ConnectAsOwnerAsync($"Disconnect {account.Address}?", cancel);
                var answer = await run.WaitingAsync("Disconnecting", host.Accounts.DisconnectAsync(new() { Id = account.Id }, cancel).AsTask());
                return run.Show(AccountsJson.Default.AccountDisconnectResponse, answer, screen =>
                {
                    foreach (var line in answer.Receipt)
                        screen.Line($"done: {line}");
                    foreach (var line in answer.LeftToYou)
                        screen.Line($"left to you: {line}", Tone.Notice);
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

    // The provider's whole id, and the settings as its form asks for them.
    private static async Task<(string Id, System.Text.Json.JsonElement? Settings)> SettingsAsync(CliRun run, string provider, string[] given, CancellationToken cancel)
    {
        await using var host = await run.ConnectAsync(cancel);
        var providers = (await host.Accounts.ProvidersAsync(new(), cancel)).Providers;
        var found = providers.FirstOrDefault(item => item.Id == provider || item.Id == $"mail.{provider}")
            ?? throw new CliException(ExitCode.NotFound, $"No plugin offers the provider '{provider}'.", $"{run.Command("account providers")} lists: {string.Join(", ", providers.Select(item => item.Id))}.");
        if (given.Length > 0)
            return (found.Id, SettingsForm.Fill(found.Form, given));
        // What a provider would choose by itself is not what a person meant who chose nothing.
        return SettingsForm.Choices(found.Form) is { Count: > 0 } choices
            ? throw new CliException(ExitCode.Usage, $"'{provider}' has to be told what to connect.", $"Give {string.Join(", or ", choices)}; {run.Command("account providers")} explains each.")
            : (found.Id, null);
    }

    private static TextCell State(Account account) => account.State switch
    {
        AccountState.Active => new TextCell("active", Tone.Good),
        AccountState.NeedsSetup => new TextCell("needs setup", Tone.Notice),
        _ => new TextCell(Shown.Words(account.State), Tone.Dim),
    };
}
