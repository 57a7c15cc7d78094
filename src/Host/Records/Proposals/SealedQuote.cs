using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Proposals;

/// <summary>The foreign words a proposal rests on; kept sealed under their subject's key.</summary>
internal sealed record SealedQuote(string? QuotedLine, IReadOnlyList<Evidence> Evidence);
