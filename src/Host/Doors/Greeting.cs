using Assistant.Protocol.Services;

namespace Assistant.Host.Doors;

/// <summary>What a connection is told of the host before it has opened its database.</summary>
/// <param name="Version">The host's.</param>
/// <param name="Demo">The folder holds a demonstration.</param>
/// <param name="Person">Whose host it is.</param>
/// <param name="Needs">What it wants from the user.</param>
internal sealed record Greeting(string Version, bool Demo, string Person, IReadOnlyList<SetupNeed> Needs);
