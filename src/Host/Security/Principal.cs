namespace Assistant.Host.Security;

/// <summary>What a person is in a space.</summary>
internal enum PersonRole
{
    /// <summary>Whose desk it is.</summary>
    Owner,

    /// <summary>Someone who works in the same space.</summary>
    Member,
}

/// <summary>Who is calling.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Space">The space the person works in.</param>
/// <param name="Role">What the person is there.</param>
/// <param name="Client">The client key's id; the door's name where no key was presented.</param>
/// <param name="ClientName">What the client calls itself: shown, never trusted.</param>
/// <param name="Door">How it came in.</param>
/// <param name="Scopes">What it may do.</param>
internal sealed record Principal(string Person, string Space, PersonRole Role, string Client, string ClientName, DoorKind Door, ScopeSet Scopes);
