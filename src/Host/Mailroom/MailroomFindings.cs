using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom;

/// <summary>What the mailroom has to say to someone who looks for what is wrong.</summary>
internal static class MailroomFindings
{
    public static List<Finding> Of(ReadConnection connection, AccountStore accounts)
    {
        var findings = new List<Finding>();
        var connected = accounts.List(connection).Where(static account => account.State != AccountState.Disconnected).ToList();
        if (connected.Count == 0)
            findings.Add(Finding("accounts", FindingLevel.Warning, "No account is connected.", "Run `assistant account add --help`."));
        findings.AddRange(connected.Select(static account => account.Need is { } need
            ? Finding($"account.{account.Stamp.Id[..8]}", FindingLevel.Warning, need.Message, need.Remedy)
            : Finding($"account.{account.Stamp.Id[..8]}", FindingLevel.Well, $"The {account.Provider} account is connected: {account.GrantWords}", null)));

        Count(OutboxState.NeedsPerson, "message may or may not have been sent", "Look at each with `assistant outbox show`, and say what you know with `assistant outbox settle`.");
        Count(OutboxState.Quarantined, "message waits to be released", "Look at each with `assistant outbox show`, then `assistant outbox release` or `assistant outbox cancel` it.");
        return findings;

        void Count(OutboxState state, string words, string remedy)
        {
            if (OutboxStore.Count(connection, state) is var count and > 0)
                findings.Add(Finding($"outbox.{EnumText.Of(state)}", FindingLevel.Warning, $"{count} {words}.", remedy));
        }
    }

    private static Finding Finding(string code, FindingLevel level, string message, string? remedy) => new() { Code = code, Level = level, Message = message, Remedy = remedy };
}
