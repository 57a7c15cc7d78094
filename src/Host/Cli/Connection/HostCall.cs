using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Connection;

/// <summary>How to come to a host.</summary>
internal sealed record HostCall(DataFolder Folder)
{
    /// <summary>The owner's key, for a connection that decides, approves or administers; null takes what the door gives.</summary>
    public string? ClientKey { get; init; }

    /// <summary>Whether a host is started where none runs.</summary>
    public bool Start { get; init; } = true;

    /// <summary>Takes the events that this connection subscribes to.</summary>
    public IEventSink? Events { get; init; }
}
