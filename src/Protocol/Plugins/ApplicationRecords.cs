using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>One employer. Its identity is the domain where it is known, else the legal name with its case, spacing and punctuation folded, and nothing looser.</summary>
public sealed record Company
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string? Domain { get; init; }

    /// <summary>Applications that are neither archived nor deleted; 0 where it is part of an application.</summary>
    public int Applications { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<PayPeriod>))]
public enum PayPeriod
{
    Year,
    Month,
    Week,
    Day,
    Hour,
}

/// <summary>At least one of the two amounts is given.</summary>
public sealed record Pay
{
    public decimal? From { get; init; }
    public decimal? To { get; init; }

    /// <summary>ISO 4217, for example <c>EUR</c>.</summary>
    public string? Currency { get; init; }
    public PayPeriod Period { get; set; } = PayPeriod.Year;
}

/// <summary>What is known of an opening; all but company and role may be absent.</summary>
public sealed record ApplicationDetails
{
    /// <summary>The legal name, as the employer writes it.</summary>
    public required string Company { get; init; }

    /// <summary>The company's own domain, for example <c>acme.com</c>; never that of a job board.</summary>
    public string? Domain { get; init; }
    public required string Role { get; init; }
    public string? Requisition { get; init; }

    /// <summary>https or http.</summary>
    public string? Link { get; init; }
    public string? Place { get; init; }
    public Pay? Pay { get; init; }

    /// <summary>Where it was found, for example <c>LinkedIn</c>.</summary>
    public string? Source { get; init; }
    public DateOnly? Posted { get; init; }
    public DateOnly? Deadline { get; init; }
    public DateOnly? Applied { get; init; }
    public IReadOnlyList<string> Tags { get; set; } = [];
}

public sealed record Application
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required Company Company { get; init; }
    public required string Role { get; init; }
    public string? Requisition { get; init; }
    public string? Link { get; init; }
    public string? Place { get; init; }
    public Pay? Pay { get; init; }
    public string? Source { get; init; }
    public DateOnly? Posted { get; init; }
    public DateOnly? Deadline { get; init; }
    public DateOnly? Applied { get; init; }
    public required string Stage { get; init; }
    public required StageKind StageKind { get; init; }

    /// <summary>When it came to its stage.</summary>
    public required DateTimeOffset Since { get; init; }
    public required bool IsArchived { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Open ones by day, then those that are done.</summary>
    public required IReadOnlyList<ApplicationTask> Tasks { get; init; }
    public required IReadOnlyList<ApplicationLink> Links { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Changed { get; init; }
}

/// <summary>A row of a list, a card of the board.</summary>
public sealed record ApplicationCard
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required string Company { get; init; }
    public required string Role { get; init; }

    /// <summary>What tells it from another role of the same name at the company: requisition, place or the day it was made; null where nothing has to.</summary>
    public string? Apart { get; init; }
    public string? Place { get; init; }
    public required string Stage { get; init; }
    public required DateTimeOffset Since { get; init; }
    public DateOnly? Deadline { get; init; }

    /// <summary>The day of its next open task.</summary>
    public DateOnly? Due { get; init; }
    public bool IsArchived { get; init; }
}

public sealed record ApplicationTask
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public DateOnly? Due { get; init; }

    /// <summary>The day from which it is shown in today's list; null is the day it is due.</summary>
    public DateOnly? Remind { get; init; }
    public DateTimeOffset? Done { get; init; }
}

/// <param name="Ref">A <c>contact</c>, <c>document</c>, <c>draft</c> or <c>outbox</c>.</param>
/// <param name="Role">For a document <c>cv</c>, <c>letter</c>, <c>posting</c>, <c>note</c> or another of its kinds; for a contact a word of the user's.</param>
public sealed record ApplicationLink(RecordRef Ref, string? Role = null);
