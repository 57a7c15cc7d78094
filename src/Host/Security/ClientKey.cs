using Assistant.Host.Storage;

namespace Assistant.Host.Security;

/// <summary>A client that a person made or paired, without its secret.</summary>
/// <param name="Stamp">The row's common columns; deleted is revoked.</param>
/// <param name="Name">As the user sees it.</param>
/// <param name="Scopes">What it grants.</param>
/// <param name="Origin">The web origin it works from alone; null for clients that are no web page.</param>
/// <param name="LastUsed">To the hour; null when never.</param>
internal sealed record ClientKey(RowStamp Stamp, string Name, ScopeSet Scopes, string? Origin, DateTimeOffset? LastUsed);
