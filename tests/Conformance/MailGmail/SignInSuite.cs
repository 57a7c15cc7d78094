using System.Diagnostics;
using System.Text;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Conformance.MailGmail;

/// <summary>Sign-ins against a hostile Google and a strict authorisation server that nobody here wrote; and where tokens may not be found afterwards.</summary>
[Trait("Category", "Slow")]
public sealed class SignInSuite
{
    [Fact]
    public async Task SignIn_EveryAttackAndFault_EndsWithoutATokenInTheWrongPlace()
    {
        var clock = Stopwatch.StartNew();
        var failures = new List<string>();
        var count = 0;
        foreach (var (name, run) in SignInCases.All.Concat(GrantCases.All))
        {
            await using var desk = await GmailDesk.OpenAsync();
            count++;
            try
            {
                if (await run(desk).WaitAsync(TimeSpan.FromMinutes(1)) is { } problem)
                    failures.Add($"{name}: {problem}");
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                failures.Add($"{name}: {fault.GetType().Name} {fault.Message}");
            }

            await desk.RestartAsync();
            failures.AddRange((await LeaksAsync(desk)).Select(place => $"{name}: a secret is in {place}"));
        }

        if (NodePeer.Missing("oidc-provider") is null)
        {
            await using var peer = await NodePeer.StartAsync("oidc.mjs");
            foreach (var (name, run) in StrictCases.All)
            {
                count++;
                try
                {
                    if (await run(peer).WaitAsync(TimeSpan.FromMinutes(1)) is { } problem)
                        failures.Add($"oidc-provider, {name}: {problem}");
                }
                catch (TimeoutException)
                {
                    failures.Add($"oidc-provider, {name}: not done after a minute");
                }
            }
        }

        SuiteLog.Report("T11-gmail", count, failures.Count, clock.Elapsed);
        Assert.True(failures.Count == 0, string.Join("\n", failures));
        Assert.True(count >= 59);
    }

    /// <summary>Every secret that the fake gave has this word in it.</summary>
    private static async Task<List<string>> LeaksAsync(GmailDesk desk)
    {
        var word = "sentinel"u8.ToArray();
        var found = Directory.EnumerateFiles(desk.Folder.Root, "*", SearchOption.AllDirectories).Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(word) >= 0).Select(Path.GetFileName).OfType<string>().ToList();
        if (desk.Lines.Any(static line => line.Contains("sentinel", StringComparison.Ordinal)))
            found.Add("the plugin's log");
        foreach (var table in (string[])["sending", "lockout", "granted"])
        {
            var rows = await desk.Store.RowsAsync(StoreRows.Statement($"SELECT * FROM {table}"), 1000, default);
            if (rows.SelectMany(static row => row).Any(static value => value.Text?.Contains("sentinel", StringComparison.Ordinal) == true))
                found.Add($"the table {table}");
        }

        if (Environment.GetCommandLineArgs().Concat(Environment.GetEnvironmentVariables().Values.Cast<string>()).Any(static text => text.Contains("ya29.sentinel", StringComparison.Ordinal)))
            found.Add("the process");
        // The settings that the host keeps with the account, and what it answers of it.
        if ((await desk.Host.Accounts.ListAsync(new AccountListRequest(), default)).Accounts.Any(static account => account.ToString().Contains("sentinel", StringComparison.Ordinal)))
            found.Add("the account");
        if (desk.Secrets.Values.Values.Any(static value => Encoding.UTF8.GetString(value).Contains("ya29.", StringComparison.Ordinal)))
            found.Add("the secrets: an access token is kept");
        return found;
    }
}
