using Assistant.Protocol.Services;

namespace Assistant.Host.Records.FollowUps;

/// <param name="FollowUp">What clients see.</param>
/// <param name="Revision">Grows with every change, so that a change decided on can be told from a later one.</param>
internal sealed record OpenFollowUp(FollowUp FollowUp, long Revision);
