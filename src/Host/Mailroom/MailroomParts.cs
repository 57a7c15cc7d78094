using Assistant.Host.Extensions;
using Assistant.Host.Extensions.Settings;
using Assistant.Host.Mailroom.Notices;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Records.Documents;
using Assistant.Host.Records.FollowUps;
using Assistant.Host.Records.Proposals;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Events;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Mailroom;

/// <summary>What the mailroom stands on.</summary>
internal sealed record MailroomParts
{
    public required Database Database { get; init; }

    public required Desk Desk { get; init; }

    public required EventLog Events { get; init; }

    public required AuditLog Audit { get; init; }

    public required Sealer Sealer { get; init; }

    public required BlobStore Blobs { get; init; }

    public required ICapabilities Capabilities { get; init; }

    public required ContactStore Contacts { get; init; }

    public required SuppressionStore Suppressions { get; init; }

    /// <summary>A template by its id; not-found where there is none.</summary>
    public required Func<ReadConnection, string, Template> Templates { get; init; }

    public required ProposalStore Proposals { get; init; }

    public required DocumentShelf Documents { get; init; }

    public required FollowUpStore FollowUps { get; init; }

    /// <summary>What the host does by itself, as the settings have it now.</summary>
    public Func<BackgroundSettings> Background { get; init; } = static () => BackgroundSettings.Default;

    /// <summary>Where notices are shown; null shows none.</summary>
    public IDesktop? Desktop { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILoggerFactory Logs { get; init; }
}
