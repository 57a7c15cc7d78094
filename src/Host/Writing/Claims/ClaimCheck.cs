using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>What the checker says of a text.</summary>
/// <param name="Claims">In the order of the text: what no source has, and phrases that must not be said. Links among them no longer stand in the cleaned text.</param>
/// <param name="Cleaned">The text without links that no source has; where a link had a text of its own, that stays.</param>
/// <param name="StrippedLinks">The links that were taken out, each once.</param>
/// <param name="Fit">How many requirements are met; null where no part answers a line of somebody else's.</param>
internal sealed record ClaimCheck(IReadOnlyList<Claim> Claims, WriterResponse Cleaned, IReadOnlyList<string> StrippedLinks, FitFigure? Fit);
