using System.Text.Json.Serialization;

namespace Assistant.Plugins.MailLocal.Office;

/// <summary>One accepted submission. The ledger has a line for each, and nothing makes two of them one.</summary>
internal sealed record LedgerLine
{
    public required string Submission { get; init; }

    /// <summary>The host's id of the approval; null for what the post office's own people wrote.</summary>
    public string? OutboxId { get; init; }
    public string? MessageId { get; init; }

    /// <summary>SHA-256 of the bytes as submitted, lower-case hex.</summary>
    public required string Digest { get; init; }
    public required string From { get; init; }
    public required IReadOnlyList<string> To { get; init; }
    public required DateTimeOffset Time { get; init; }
}

/// <summary>What a spool file says of its message, in its first line.</summary>
internal sealed record SpoolEnvelope
{
    public required string Submission { get; init; }
    public required string From { get; init; }
    public required IReadOnlyList<string> To { get; init; }
    public required DateTimeOffset Time { get; init; }
}

/// <summary>How far the delivery of one message came; absent before the first attempt.</summary>
internal sealed record SpoolState
{
    public required DateTimeOffset Next { get; init; }

    /// <summary>Recipients who have it, or whose failure was reported; by their place in the envelope.</summary>
    public required IReadOnlyList<int> Done { get; init; }

    /// <summary>Recipients whose delay was reported.</summary>
    public required IReadOnlyList<int> Warned { get; init; }
}

/// <summary>A mailbox of the post office, as its <c>mailbox.json</c> says.</summary>
internal sealed record OfficeMailbox
{
    public required string Address { get; init; }
    public required string Name { get; init; }

    /// <summary>True for the mailbox of a connected account, which nobody plays.</summary>
    public bool IsAccount { get; init; }
    public string? AwaySubject { get; init; }
    public string? AwayText { get; init; }

    /// <summary>Takes nothing in, for trials of what follows.</summary>
    public bool Full { get; init; }

    /// <summary>Seconds that a message takes to come, for trials of what follows.</summary>
    public int SlowSeconds { get; init; }
}

/// <summary>Whom a mailbox told of an absence, and when.</summary>
internal sealed record AwayRecord
{
    public required string Sender { get; init; }
    public required string Submission { get; init; }
    public required DateTimeOffset Time { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(LedgerLine))]
[JsonSerializable(typeof(SpoolEnvelope))]
[JsonSerializable(typeof(SpoolState))]
[JsonSerializable(typeof(OfficeMailbox))]
[JsonSerializable(typeof(AwayRecord))]
internal sealed partial class OfficeJson : JsonSerializerContext;
