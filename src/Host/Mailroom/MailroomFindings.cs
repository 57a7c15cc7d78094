using System.Globalization;
using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom;

/// <summary>What the mailroom has to say to someone who looks for what is wrong.</summary>
internal static class MailroomFindings
{
    // Time to renew a grant without haste.
    private static readonly TimeSpan EndsSoon = TimeSpan.FromDays(7);

    public static List<Finding> Of(ReadConnection connection, AccountStore accounts, DateTimeOffset now)
    {
        var findings = new List<Finding>();
        var connected = accounts.List(connection).Where(static account => account.State != AccountState.Disconnected).ToList();
        if (connected.Count == 0)
            findings.Add(Finding.Warning("accounts", "No account is connected.", "Run `assistant account add --help`."));
        findings.AddRange(connected.Select(account => Of(account, now)));

        Count(OutboxState.NeedsPerson, "may or may not have been sent", "Look at each with `assistant outbox show`, and say what you know with `assistant outbox settle`.");
        Count(OutboxState.Quarantined, "held back until released", "Look at each with `assistant outbox show`, then `assistant outbox release` or `assistant outbox cancel` it.");
        return findings;

        void Count(OutboxState state, string words, string remedy)
        {
            if (OutboxStore.Count(connection, state) is var count and > 0)
                findings.Add(Finding.Warning($"outbox.{EnumText.Of(state)}", $"{count} {(count == 1 ? "message" : "messages")} {words}.", remedy));
        }
    }

    /// <summary>The state of one account, its grant in words, and when that ends.</summary>
    public static Finding Of(AccountRow account, DateTimeOffset now)
    {
        var code = $"account.{account.Stamp.Id[..8]}";
        if (account.Need is { } need)
            return Finding.Warning(code, need.Message, need.Remedy);
        var grant = $"The {account.Provider} account was granted: {account.GrantWords.TrimEnd('.')}";
        if (account.GrantedUntil is not { } until)
            return Finding.Well(code, $"{grant}. That has no end.");
        var day = until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (until <= now)
            return Finding.Failure(code, $"{grant}. That ended on {day}.", "Connect it again with `assistant account add`: nothing is lost meanwhile.");
        return until - now < EndsSoon
            ? Finding.Warning(code, $"{grant}. That ends on {day}.", "Connect it again with `assistant account add` before that.")
            : Finding.Well(code, $"{grant}. That ends on {day}.");
    }
}
