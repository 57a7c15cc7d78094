using Assistant.Protocol.Services;

namespace Assistant.Host.Security;

/// <summary>What one that asked is told.</summary>
/// <param name="State">How far it has come.</param>
/// <param name="ClientKey">With <see cref="PairingState.Granted"/> alone.</param>
/// <param name="ClientId">The same.</param>
/// <param name="Scopes">The same.</param>
internal sealed record PairingAnswer(PairingState State, string? ClientKey = null, string? ClientId = null, IReadOnlyList<string>? Scopes = null);

/// <summary>What one that asks gets.</summary>
/// <param name="Request">Names the request in later questions.</param>
/// <param name="Secret">Proves that it is the same one that asks.</param>
/// <param name="Code">What it shows and a person confirms.</param>
/// <param name="Expires">When the request is forgotten.</param>
internal sealed record PairingTicket(string Request, string Secret, string Code, DateTimeOffset Expires);

/// <summary>A page, or (without an origin) a program on this machine, that waits for a person.</summary>
internal sealed record PendingPairing(string Request, string Code, string Name, string? Origin, ScopeSet Scopes, DateTimeOffset Expires);

/// <summary>A code that lets the host's own page in, once.</summary>
internal sealed record PairingOffer(string Code, string Origin, DateTimeOffset Expires);
