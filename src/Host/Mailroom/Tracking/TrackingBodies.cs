using Assistant.Host.Extensions;
using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Storage;
using Assistant.Mail.Html;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>The text of a mail that answers ours, fetched when a person asks for it and kept nowhere.</summary>
internal sealed class TrackingBodies(Database database, ICapabilities capabilities, AccountStore accounts)
{
    /// <summary>What a person would read of it, and what was hidden from them.</summary>
    /// <exception cref="RpcException">Needs-setup, where the grant does not reach bodies.</exception>
    public async ValueTask<SweptText> ReadAsync(IncomingRow row, CancellationToken cancel)
    {
        var account = database.Read(connection => accounts.Get(connection, row.AccountId));
        if (account.State == AccountState.Disconnected)
        {
            throw new RpcException(
                RpcErrorCode.NeedsSetup, "The account is disconnected, so the text cannot be read here.",
                new RpcNeedsSetupData { Subject = $"account:{account.Id}", Remedy = "Connect the account again, or read it in your mail program." });
        }

        if (account.Grant < GrantLevel.Bodies)
        {
            throw new RpcException(
                RpcErrorCode.NeedsSetup, "The account's grant covers headers only, so the text cannot be read here.",
                new RpcNeedsSetupData { Subject = $"account:{account.Id}", Remedy = "Connect the account again with the grant for bodies, or read it in your mail program." });
        }

        var provider = await capabilities.MailProviderAsync(account.Provider, cancel);
        var request = new MessageRequest { Account = account.ForProvider(), Id = row.ProviderId };
        var answer = row.Verdict.Kind is VerdictKind.Bounce or VerdictKind.DelayNotice
            ? await provider.ReadReportAsync(request, cancel)
            : await provider.ReadReplyAsync(request, cancel);
        return MimeMessage.Parse(answer.Message).VisibleText;
    }
}
