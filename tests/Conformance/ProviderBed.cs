using System.Text.Json;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Conformance;

/// <summary>One provider with the world around it: a mailbox that is its account's, and someone to write to. Made anew for each test.</summary>
public abstract class ProviderBed : IAsyncDisposable
{
    public abstract IMailProvider Provider { get; }

    /// <summary>The account's address.</summary>
    public virtual string Address => "owner@bed.test";

    public abstract JsonElement? Settings { get; }

    /// <summary>The user at a browser, for a provider that sends them to a page; null where none does.</summary>
    public virtual IProgress<ConnectStep>? Browser => null;

    /// <summary>An address that takes mail.</summary>
    public virtual string Recipient => "recipient@bed.test";

    /// <summary>Settings that are wrong, each with the path that must be named.</summary>
    public abstract IReadOnlyList<(string Settings, string Path)> WrongSettings { get; }

    /// <summary>Whether a message that was never submitted is proved absent, or only not found.</summary>
    public abstract SentEvidence Absence { get; }

    /// <summary>How many submissions the far side counted. Nothing there compares one with another.</summary>
    public abstract int Submissions { get; }

    /// <summary>What came to the recipients, whole, with LF line ends, oldest first.</summary>
    public abstract ValueTask<IReadOnlyList<string>> ArrivedAsync();

    /// <summary>Mail for the account comes, as if from outside; there to be read when this returns.</summary>
    public abstract ValueTask ReceiveAsync(byte[] message);

    /// <summary>Everything of the account's mailbox that is not ours to make: name and content.</summary>
    public abstract ValueTask<IReadOnlyDictionary<string, string>> SnapshotAsync();

    /// <summary>The provider ends and begins again on the same data.</summary>
    public abstract ValueTask RestartAsync();

    /// <summary>Loses whatever the provider keeps its cursors by.</summary>
    public abstract ValueTask LosePositionAsync();

    /// <summary>Content as the host would pass it.</summary>
    public abstract Content Put(byte[] message);

    /// <summary>What the account is granted.</summary>
    public virtual GrantLevel Grant => GrantLevel.Bodies;

    /// <summary>Whether recipients see the Message-ID that the message was built with; everything else of it reaches them as it was everywhere.</summary>
    public virtual bool KeepsMessageId => true;

    /// <summary>The account as the host names it on each call, with what it was granted or less.</summary>
    public ProviderAccount Account(GrantLevel? grant = null) => new() { Id = "account-1", Address = Address, Grant = grant ?? Grant, Settings = Settings };

    public abstract ValueTask DisposeAsync();
}
