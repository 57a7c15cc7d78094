using Assistant.Mail.Mime;

namespace Assistant.Mail.Verdicts;

/// <summary>Where a piece of evidence stood.</summary>
public enum EvidenceSource
{
    Header,
    DsnField,
    Body,

    /// <summary>Our own records, or the provider's.</summary>
    Record,
}

/// <summary>What a verdict rests on, shown to the person as it stood in the mail.</summary>
/// <param name="Source">Where it stood.</param>
/// <param name="Name">The field's name, or what kind of text it is.</param>
/// <param name="Value">At most 200 characters of it, on one line.</param>
public sealed record Evidence(EvidenceSource Source, string Name, string Value)
{
    private const int MaxValue = 200;

    public string Value { get; init; } = MailText.Excerpt(Value, MaxValue);
}
