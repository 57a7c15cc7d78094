using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit.Google;

namespace Assistant.Conformance.MailGmail;

/// <summary>What becomes of a grant after the sign-in: rotated, revoked, expired, and files that would lead it astray.</summary>
internal static class GrantCases
{
    public static IReadOnlyList<(string Name, Func<GmailDesk, Task<string?>> Run)> All { get; } =
    [
        ("a refresh token that rotates", RotatesAsync),
        ("a crash between receiving a rotated token and storing it", RotationCrashAsync),
        ("a grant that is revoked while mail waits", RevokedAsync),
        ("an access token that ends before its time", ExpiredAsync),
        ("a client file that names another token endpoint", ClientFileAsync),
        ("a project in testing", TestingAsync),
        ("a disconnection", DisconnectedAsync),
        ("a disconnection without a connection", UnreachableAsync),
        ("another account chosen, which is connected already", static desk => StandsAsync(desk, static desk => desk.ConnectAsync(GrantLevel.Headers, address: "work@bed.test"))),
        ("a box unticked when a connected account is connected again", static desk => StandsAsync(desk, static desk =>
        {
            desk.Google.SignIn.Unticked.Add("https://www.googleapis.com/auth/gmail.send");
            return desk.ConnectAsync(GrantLevel.Headers, again: true);
        })),
        ("one mailbox written in two ways", DotsAsync),
        ("an alias that is disconnected", AliasGoneAsync),
        ("a check that finds the permission ended while it is given again", MeanwhileAsync),
        ("a doctor after the permission was taken back", ExaminedAsync),
        ("a refresh that is answered after the disconnection", static desk => LateAsync(desk, gone: true)),
        ("a rotated token that comes after the disconnection", static desk => LateAsync(desk, gone: true, arrange: static sign => sign.Rotates = true)),
        ("a refusal of the old permission after a new one was given", static desk => LateAsync(desk, gone: false, arrange: static sign => sign.RevokeAll())),
        ("an old permission's access token after a wider one was given", static desk => LateAsync(desk, gone: false)),
    ];

    private static async Task<string?> RotatesAsync(GmailDesk desk)
    {
        desk.Google.SignIn.Rotates = true;
        var account = await desk.ConnectAsync(GrantLevel.Headers);
        for (var round = 0; round < 3; round++)
        {
            await desk.RestartAsync();
            await desk.Provider.ChangesAsync(new ChangesRequest { Account = desk.Granted(account) }, default);
        }

        return desk.Google.SignIn.Exchanges == 4 ? null : $"{desk.Google.SignIn.Exchanges} exchanges";
    }

    private static async Task<string?> RotationCrashAsync(GmailDesk desk)
    {
        desk.Google.SignIn.Rotates = true;
        var account = await desk.ConnectAsync(GrantLevel.Headers);
        var item = await desk.Host.ApproveAsync(await desk.Host.DraftAsync());
        await desk.RestartAsync();
        var kept = desk.Secrets.Values.ToArray();
        await desk.Provider.ChangesAsync(new ChangesRequest { Account = desk.Granted(account) }, default);
        // What was received never came to the disk.
        desk.Secrets.Values.Clear();
        foreach (var (name, value) in kept)
            desk.Secrets.Values[name] = value;
        await desk.RestartAsync();
        await desk.Host.DrainAsync(account);
        return await PausedAndGoesOnAsync(desk, item.Id);
    }

    private static async Task<string?> RevokedAsync(GmailDesk desk)
    {
        var account = await desk.ConnectAsync(GrantLevel.Headers);
        var item = await desk.Host.ApproveAsync(await desk.Host.DraftAsync());
        desk.Google.SignIn.RevokeAll();
        // The first attempt meets a token that Google takes no more; only the next asks for another and is told why.
        await desk.Host.DrainAsync(account);
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.Host.DrainAsync(account);
        return await PausedAndGoesOnAsync(desk, item.Id);
    }

    // Nothing was sent, the account says what it needs with its form, nothing is tried meanwhile; and the sign-in alone makes it go on.
    private static async Task<string?> PausedAndGoesOnAsync(GmailDesk desk, string item)
    {
        var paused = (await desk.Host.Accounts.ListAsync(new AccountListRequest(), default)).Accounts[0];
        if (paused.State != AccountState.NeedsSetup || paused.Need is not { Form: not null } need || !need.Remedy.Contains("account add gmail", StringComparison.Ordinal))
            return $"the account is {paused.State} and asks for nothing that can be drawn";
        var requests = desk.Google.Gmail.SendRequests;
        desk.Time.Advance(TimeSpan.FromHours(3));
        await desk.Host.DrainAsync(paused);
        if (desk.Google.Gmail.SendRequests != requests || (await desk.Host.ItemAsync(item)).State != OutboxState.Approved)
            return $"did not wait: {(await desk.Host.ItemAsync(item)).State}";
        var again = await desk.ConnectAsync(GrantLevel.Headers, again: true);
        await desk.Host.DrainAsync(again);
        var sent = await desk.Host.ItemAsync(item);
        return sent.State == OutboxState.Sent && desk.Mailbox.Ledger.Count == 1 ? null : $"{sent.State} after signing in again, {desk.Mailbox.Ledger.Count} sent";
    }

    private static async Task<string?> ExpiredAsync(GmailDesk desk)
    {
        var account = await desk.ConnectAsync(GrantLevel.Headers);
        desk.Google.SignIn.ExpireAccess();
        var item = await desk.SendAsync(account, await desk.Host.DraftAsync());
        for (var turn = 0; turn < 3 && item.State != OutboxState.Sent; turn++)
        {
            desk.Time.Advance(TimeSpan.FromMinutes(1));
            await desk.Host.DrainAsync(account);
            item = await desk.Host.ItemAsync(item.Id);
        }

        return item.State == OutboxState.Sent && desk.Mailbox.Ledger.Count == 1 ? null : $"{item.State}, {desk.Mailbox.Ledger.Count} sent";
    }

    private static async Task<string?> ClientFileAsync(GmailDesk desk)
    {
        await using var attacker = new FakeGoogle(desk.Time);
        var file = desk.Folder.PathTo("client.json");
        await File.WriteAllTextAsync(file, $$$"""
            {"installed":{"client_id":"{{{GoogleSignIn.ClientId}}}","project_id":"p","auth_uri":"{{{attacker.Root}}}/o/oauth2/v2/auth","token_uri":"{{{attacker.Root}}}/oauth2/token","client_secret":"{{{GoogleSignIn.ClientSecret}}}","redirect_uris":["http://attacker.example"]}}
            """);
        var settings = System.Text.Json.JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["clientFile"] = file });
        await desk.SignInAsync(new AccountConnectRequest { Provider = "mail.gmail", Address = GmailDesk.Owner, Settings = settings });
        // The user's own file, which they may delete now.
        File.Delete(file);
        return attacker.SignIn.Asked.IsEmpty && desk.Google.SignIn.Exchanges == 1 ? null : "went where the file said";
    }

    private static async Task<string?> TestingAsync(GmailDesk desk)
    {
        desk.Google.SignIn.RefreshLife = (long)TimeSpan.FromDays(7).TotalSeconds;
        var account = await desk.ConnectAsync(GrantLevel.Headers);
        if (account.GrantedUntil != desk.Time.GetUtcNow() + TimeSpan.FromDays(7))
            return $"granted until {account.GrantedUntil}";
        desk.Time.Advance(TimeSpan.FromDays(6) + TimeSpan.FromHours(1));
        await desk.Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);
        var warned = (await desk.Host.Accounts.ListAsync(new AccountListRequest(), default)).Accounts[0];
        return warned is { State: AccountState.Active, Need.Code: "account.endsSoon" } ? null : $"not warned a day before: {warned.Need?.Code}";
    }

    private static async Task<string?> DisconnectedAsync(GmailDesk desk)
    {
        var account = await desk.ConnectAsync(GrantLevel.Headers);
        var answer = await desk.Host.Accounts.DisconnectAsync(new AccountDisconnectRequest { Id = account.Id }, default);
        return desk.Google.SignIn.Revocations != 1 ? "not revoked"
            : !desk.Secrets.Values.IsEmpty ? "kept a secret"
            : answer.Receipt.Any(static line => line.Contains("gmail.metadata, gmail.send", StringComparison.Ordinal)) ? null : "the receipt does not say what was revoked";
    }

    private static async Task<string?> UnreachableAsync(GmailDesk desk)
    {
        var account = await desk.ConnectAsync(GrantLevel.Headers);
        await desk.Google.DisposeAsync();
        var answer = await desk.Host.Accounts.DisconnectAsync(new AccountDisconnectRequest { Id = account.Id }, default);
        return desk.Secrets.Values.IsEmpty && answer.LeftToYou.Any(static line => line.Contains("myaccount.google.com", StringComparison.Ordinal)) ? null : "does not say what is left";
    }

    // The refused sign-in ends nothing of what stands.
    private static async Task<string?> StandsAsync(GmailDesk desk, Func<GmailDesk, Task<Account>> refused)
    {
        var account = await desk.ConnectAsync(GrantLevel.Headers);
        await Assert.ThrowsAsync<RpcException>(() => refused(desk));
        await desk.RestartAsync();
        await desk.Provider.ChangesAsync(new ChangesRequest { Account = desk.Granted(account) }, default);
        return desk.Google.SignIn.Revocations == 0 ? null : "revoked what another stands on";
    }

    private static async Task<string?> DotsAsync(GmailDesk desk)
    {
        desk.Google.SignIn.User = "mira.e@gmail.com";
        var account = await desk.ConnectAsync(GrantLevel.Headers, address: "mira.e@gmail.com");
        var refused = await Assert.ThrowsAsync<RpcException>(() => desk.ConnectAsync(GrantLevel.Headers, address: "mirae+x@gmail.com"));
        await desk.RestartAsync();
        await desk.Provider.ChangesAsync(new ChangesRequest { Account = desk.Granted(account) }, default);
        return refused.Code != RpcErrorCode.Invalid || desk.Secrets.Values.Count != 1 ? $"{refused.Code}, {desk.Secrets.Values.Count} grants" : null;
    }

    private static async Task<string?> AliasGoneAsync(GmailDesk desk)
    {
        desk.Mailbox.Aliases.Add("desk@bed.test");
        var own = await desk.ConnectAsync(GrantLevel.Bodies);
        var alias = await desk.ConnectAsync(GrantLevel.Bodies, address: "desk@bed.test");
        var first = await desk.Host.Accounts.DisconnectAsync(new AccountDisconnectRequest { Id = alias.Id }, default);
        await desk.RestartAsync();
        await desk.Provider.ChangesAsync(new ChangesRequest { Account = desk.Granted(own) }, default);
        if (desk.Google.SignIn.Revocations != 0 || !first.Receipt[0].Contains("another account", StringComparison.Ordinal))
            return $"ended the other account too, or says nothing: {first.Receipt[0]}";
        await desk.Host.Accounts.DisconnectAsync(new AccountDisconnectRequest { Id = own.Id }, default);
        return desk.Google.SignIn.Revocations == 1 && desk.Secrets.Values.IsEmpty ? null : "the last one did not revoke it";
    }

    // While the owner is at Google's page, a check meets the old permission, which has ended.
    private static async Task<string?> MeanwhileAsync(GmailDesk desk)
    {
        await desk.ConnectAsync(GrantLevel.Headers);
        desk.Google.SignIn.RevokeAll();
        await desk.RestartAsync();
        var browser = new FakeBrowser
        {
            Visit = async url =>
            {
                await desk.Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);
                return await FakeBrowser.FollowAsync(url);
            },
        };
        var again = await desk.ConnectAsync(GrantLevel.Bodies, browser, again: true);
        return again is { State: AccountState.Active, Grant: GrantLevel.Bodies, Need: null } ? null : $"{again.State} with {again.Grant}";
    }

    private static async Task<string?> ExaminedAsync(GmailDesk desk)
    {
        await desk.ConnectAsync(GrantLevel.Headers);
        desk.Google.SignIn.RevokeAll();
        var found = await desk.Host.Kernel.ExamineAsync(default);
        return found.Any(static finding => finding.Code.EndsWith(".signIn", StringComparison.Ordinal) && finding.Level == FindingLevel.Failure) ? null : "says that all is well";
    }

    // A refresh is under way, and its answer comes when the account was signed out, or in anew and with more.
    private static async Task<string?> LateAsync(GmailDesk desk, bool gone, Action<GoogleSignIn>? arrange = null)
    {
        var account = await desk.ConnectAsync(GrantLevel.Headers);
        arrange?.Invoke(desk.Google.SignIn);
        await desk.RestartAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var answered = new ManualResetEventSlim();
        desk.Google.SignIn.Refreshed = () =>
        {
            desk.Google.SignIn.Refreshed = null;
            asked.SetResult();
            answered.Wait();
        };
        var check = desk.Provider.ChangesAsync(new ChangesRequest { Account = desk.Granted(account) }, default).AsTask();
        await asked.Task;
        try
        {
            if (gone)
                await desk.Host.Accounts.DisconnectAsync(new AccountDisconnectRequest { Id = account.Id }, default);
            else
                account = await desk.ConnectAsync(GrantLevel.Drafts, again: true);
        }
        finally
        {
            answered.Set();
        }

        if (gone)
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() => check);
            return refused.Code != RpcErrorCode.NeedsSetup ? $"ended with {refused.Code}" : desk.Secrets.Values.IsEmpty ? null : "a grant came back";
        }

        await check;
        var now = await desk.SendAsync(account, await desk.Host.DraftAsync(subject: "One"));
        await desk.RestartAsync();
        var later = await desk.SendAsync(account, await desk.Host.DraftAsync(subject: "Two"));
        return (now.State, later.State) == (OutboxState.Sent, OutboxState.Sent) ? null : $"{now.State} with what is in memory, {later.State} with what is kept";
    }
}
