using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>Finds in a text what no source has. It asks nobody and knows nothing but what it is given.</summary>
internal interface IClaimChecker
{
    /// <param name="written">As the writer answered.</param>
    /// <param name="sources">What may be said.</param>
    /// <param name="voice">What must not be said; null where nothing is asked of the text.</param>
    /// <param name="today">The date that the text is written on.</param>
    ClaimCheck Check(WriterResponse written, IReadOnlyList<WritingSource> sources, Voice? voice, DateOnly today);
}
