namespace Assistant.Protocol.JsonRpc;

/// <summary>Says of a contract's method what its signature cannot. A method without it has the defaults.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RpcMethodAttribute : Attribute
{
    /// <summary>The method's part of the name; by default the C# name without <c>Async</c>, its first letter in lower case.</summary>
    public string? Name { get; set; }

    /// <summary>The scope a caller must hold, or null where everyone who is connected may call.</summary>
    public string? Requires { get; set; }

    /// <summary>
    /// The method touches no I/O and never waits: it runs on the connection's read loop, which is the fastest way to answer.
    /// Whatever it does holds up the connection, so it takes no progress and finishes in microseconds.
    /// </summary>
    public bool Inline { get; set; }
}
