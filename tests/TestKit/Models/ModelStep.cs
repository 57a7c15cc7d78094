namespace Assistant.TestKit.Models;

/// <summary>One thing that a made-up endpoint does while it answers.</summary>
public abstract record ModelStep
{
    /// <summary>The status line and the headers; the body comes in chunks.</summary>
    public sealed record Head(int Status = 200, string ContentType = "text/event-stream", params string[] Headers) : ModelStep;

    /// <summary>A piece of the body.</summary>
    public sealed record Body(string Text) : ModelStep;

    /// <summary>The last chunk: the body is complete.</summary>
    public sealed record End : ModelStep;

    /// <summary>Nothing more comes; the connection stays until the client leaves.</summary>
    public sealed record Stall : ModelStep;

    /// <summary>Nothing more comes before the test says so.</summary>
    public sealed record Until(Task Signal) : ModelStep;

    /// <summary>The connection is torn down.</summary>
    public sealed record Reset : ModelStep;

    /// <summary>The connection is closed without the last chunk.</summary>
    public sealed record Close : ModelStep;
}
