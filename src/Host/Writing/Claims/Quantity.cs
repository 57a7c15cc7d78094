namespace Assistant.Host.Writing.Claims;

internal enum Measure
{
    None,
    Percent,
    Money,

    /// <summary>In days.</summary>
    Duration,
    Factor,
    Vague,

    /// <summary>Which one it is, or how often: there is nothing to reckon with.</summary>
    Order,
    Phone,
}

/// <summary>
/// A number between two tokens. <c>Value</c> is what it most likely means, for a duration in days; <c>Other</c> what it may mean too: 1.500 is a thousand
/// and five hundred, or one and a half. <c>Unit</c> is the unit's own word, where it is one of time or money.
/// </summary>
internal sealed record Quantity(int First, int Last, double Value, double Other, Measure Measure, string? Unit, bool Spelled)
{
    /// <summary>The number itself, whatever it measures: "from 45 minutes to 6".</summary>
    public double Bare { get; init; } = Value;

    public string? Digits { get; init; }

    /// <summary>The text says that it is this much or more.</summary>
    public bool IsLeast { get; init; }
}
