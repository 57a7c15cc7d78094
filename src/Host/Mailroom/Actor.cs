using Assistant.Host.Security;

namespace Assistant.Host.Mailroom;

/// <summary>Who does something, as the audit log names them.</summary>
/// <param name="Person">The person's id; <c>host</c> where the host acts by itself.</param>
/// <param name="Client">The client key's id, or the door.</param>
internal sealed record Actor(string Person, string Client)
{
    public static Actor Host { get; } = new("host", "");

    public static Actor Of(Principal principal) => new(principal.Person, principal.Client);
}
