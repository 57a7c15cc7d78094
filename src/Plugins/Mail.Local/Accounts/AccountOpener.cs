using System.Collections.Concurrent;
using Assistant.Plugins.MailLocal.Files;
using Assistant.Plugins.MailLocal.Office;
using Assistant.Plugins.MailLocal.Sending;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailLocal.Accounts;

/// <summary>Makes the account that a call is for out of its settings.</summary>
/// <param name="office">The embedded post office.</param>
/// <param name="folder">For the journals of accounts that send by a command.</param>
/// <param name="time">The plugin's clock.</param>
/// <param name="log">The plugin's log.</param>
internal sealed class AccountOpener(PostOffice office, string folder, TimeProvider time, Action<PluginLogLevel, string> log)
{
    // One journal object per account, because it is the one writer of its file.
    private readonly ConcurrentDictionary<string, SendJournal> _journals = new(StringComparer.Ordinal);

    public IMailAccount Open(string id, string address, AccountSettings settings) =>
        settings.IsOffice ? new OfficeAccount(office, address) : new CommandAccount(settings, Journal(id), time, log);

    /// <exception cref="RpcException">The settings that the host stored are not ones this version can read.</exception>
    public IMailAccount Open(ProviderAccount account) =>
        AccountSettings.Read(account.Settings, out var problems) is { } settings ? Open(account.Id, account.Address, settings) : throw RpcException.Invalid([.. problems]);

    private SendJournal Journal(string id)
    {
        Durable.MakeFolder(folder);
        return _journals.GetOrAdd(id, i => new SendJournal(Path.Combine(folder, FileNames.From(i) + ".jsonl")));
    }
}
