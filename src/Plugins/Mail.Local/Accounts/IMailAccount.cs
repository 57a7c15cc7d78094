using Assistant.Plugins.MailLocal.Maildirs;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailLocal.Accounts;

/// <summary>One kind of account: where its mail is read, and how it sends.</summary>
internal interface IMailAccount
{
    Maildir Inbox { get; }

    /// <summary>What is wrong on this machine with settings that are well-formed; makes what the account needs.</summary>
    IReadOnlyList<RpcProblem> Connect(string? displayName);

    /// <summary>Exactly one attempt. Not cancellable: the caller has asked for the last time before.</summary>
    ValueTask<SubmitResponse> SubmitAsync(SubmitRequest request, ReadOnlyMemory<byte> message);

    FindSentResponse FindSent(FindSentRequest request);

    /// <summary>What remains after disconnecting, for a person.</summary>
    string Remains { get; }
}
