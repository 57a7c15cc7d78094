using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>What an incoming message says, kept sealed.</summary>
internal sealed record IncomingDetail
{
    /// <summary>What is left when the person it was about was erased.</summary>
    public static IncomingDetail Erased { get; } = new()
    {
        Subject = "",
        Verdict = new Verdict
        {
            Kind = VerdictKind.Unrelated,
            Confidence = Confidence.Low,
            Evidence = [new Evidence { Source = EvidenceSource.Provider, Name = "erased", Value = "" }],
        },
    };

    public required string Subject { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Why the text was not looked into, for the place where what it says would stand; null where it was, or needed not be.</summary>
    public string? Withheld { get; init; }
}
