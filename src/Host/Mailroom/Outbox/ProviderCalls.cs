using System.Text.Json;
using Assistant.Host.Extensions;
using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>Calls on a provider that send nothing: whatever goes wrong in one is a reason to try again later, never an end of the host's work.</summary>
internal sealed partial class ProviderCalls(Database database, AccountStore accounts, ICapabilities capabilities, ILogger<ProviderCalls> logger)
{
    /// <summary>The provider's answer, or why there is none.</summary>
    public async ValueTask<ProviderAnswer<T>> AskAsync<T>(string accountId, Func<IMailProvider, ProviderAccount, ValueTask<T>> call, CancellationToken cancel)
        where T : class
    {
        try
        {
            var account = database.Read(connection => accounts.Get(connection, accountId));
            if (account.State == AccountState.Disconnected)
                return new ProviderAnswer<T>(null, "its account is disconnected", IsDisconnected: true);
            var provider = await capabilities.MailProviderAsync(account.Provider, cancel);
            return new ProviderAnswer<T>(await call(provider, account.ForProvider()));
        }
        catch (RpcException error)
        {
            // What its plugin or the host wants is theirs to say and to clear: the account is as good as it was, and is only tried again.
            if (error is { Code: RpcErrorCode.NeedsSetup, Detail: RpcNeedsSetupData need } && need.Subject.StartsWith("account", StringComparison.Ordinal))
                await WantsSetupAsync(accountId, error.Message, need.Remedy);
            return new ProviderAnswer<T>(null, error.Message, (error.Detail as RpcUnavailableData)?.RetryAfter, error.Code is RpcErrorCode.ProviderUnavailable or RpcErrorCode.NeedsSetup or RpcErrorCode.PluginFailed);
        }
        catch (Exception error) when (error is not OperationCanceledException && error is not StorageException)
        {
            // The provider's code is a plugin's: its faults are its own, and nothing of ours was half done when it was asked.
            LogFailed(logger, accountId, error);
            return new ProviderAnswer<T>(null, "the provider failed");
        }
    }

    /// <summary>What an account is to wait for, with what connecting it again asks for.</summary>
    public async ValueTask<SetupNeed> NeedAsync(string accountId, string message, string remedy) =>
        new() { Code = "account.reconnect", Message = message, Remedy = remedy, Form = await FormAsync(accountId) };

    private async ValueTask WantsSetupAsync(string accountId, string message, string remedy)
    {
        var need = await NeedAsync(accountId, message, remedy);
        await database.WriteAsync<object?>(
            transaction =>
            {
                accounts.NeedsSetup(transaction, accountId, need);
                return null;
            },
            CancellationToken.None);
    }

    // What connecting it again asks for, so that any client can draw it where it shows the need.
    private async ValueTask<JsonElement?> FormAsync(string accountId)
    {
        try
        {
            var account = database.Read(connection => accounts.Get(connection, accountId));
            var provider = await capabilities.MailProviderAsync(account.Provider, CancellationToken.None);
            return (await provider.DescribeAsync(new ProviderDescribeRequest(), CancellationToken.None)).Form;
        }
        catch (Exception error) when (error is not StorageException)
        {
            // The need stands without its form, whatever its plugin's fault is: connecting asks for it again.
            return null;
        }
    }

    [LoggerMessage(1102, LogLevel.Warning, "The provider of account {AccountId} failed.")]
    private static partial void LogFailed(ILogger logger, string accountId, Exception error);
}

/// <param name="Value">Null where there is no answer.</param>
/// <param name="Reason">Why there is none.</param>
/// <param name="RetryAfter">Asking again before this is useless, where the provider said so.</param>
/// <param name="Unreachable">It is the provider that cannot be asked now, whatever the question.</param>
/// <param name="IsDisconnected">There is nobody to ask, now or later.</param>
internal readonly record struct ProviderAnswer<T>(T? Value, string? Reason = null, DateTimeOffset? RetryAfter = null, bool Unreachable = false, bool IsDisconnected = false)
    where T : class;
