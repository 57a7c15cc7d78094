namespace Assistant.Host.Security;

/// <summary>How far a page that asked to be let in has come.</summary>
internal enum PairingState
{
    /// <summary>A person has not answered.</summary>
    Waiting,

    /// <summary>The answer carries the key, this once.</summary>
    Granted,

    /// <summary>A person said no.</summary>
    Refused,

    /// <summary>Too old, used, or never asked for: which of them is not told.</summary>
    Expired,
}

/// <summary>What a page is told.</summary>
/// <param name="State">How far it has come.</param>
/// <param name="ClientKey">With <see cref="PairingState.Granted"/> alone.</param>
/// <param name="ClientId">The same.</param>
/// <param name="Scopes">The same.</param>
internal sealed record PairingAnswer(PairingState State, string? ClientKey = null, string? ClientId = null, IReadOnlyList<string>? Scopes = null);

/// <summary>What a page that asks gets.</summary>
/// <param name="Request">Names the request in the page's questions.</param>
/// <param name="Secret">Proves that it is the same page that asks.</param>
/// <param name="Code">What the page shows and a person confirms.</param>
/// <param name="Expires">When the request is forgotten.</param>
internal sealed record PairingTicket(string Request, string Secret, string Code, DateTimeOffset Expires);

/// <summary>A page that waits for a person.</summary>
internal sealed record PendingPairing(string Request, string Code, string Name, string Origin, ScopeSet Scopes, DateTimeOffset Expires);

/// <summary>A code that lets the host's own page in, once.</summary>
internal sealed record PairingOffer(string Code, string Origin, DateTimeOffset Expires);
