using Assistant.Protocol.JsonRpc;
using Assistant.TestKit.Models;

namespace Assistant.Plugins.Tests.Drafting.Models;

/// <summary>One way in which an endpoint misbehaves, and what must come of it.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Turns">What it answers, a list for each question; the last one is repeated.</param>
internal sealed record ModelFault(string Name, Func<ModelDialect, IReadOnlyList<IReadOnlyList<ModelStep>>> Turns)
{
    /// <summary>Null for every provider.</summary>
    public ModelDialect? Only { get; init; }

    /// <summary>None where the answer is whole.</summary>
    public RpcErrorCode Code { get; init; }

    /// <summary>What the caller has seen when it ends.</summary>
    public string Shown { get; init; } = "";

    /// <summary>How often the endpoint is asked.</summary>
    public int Questions { get; init; } = 1;

    /// <summary>Seconds between the questions.</summary>
    public IReadOnlyList<double> Pauses { get; init; } = [];

    /// <summary>The time-outs run out, or the caller leaves, when the endpoint is silent and this much was shown.</summary>
    public bool RunsOut { get; init; }
    public bool Leaves { get; init; }

    /// <summary>When it may be asked again, in seconds; null where nothing is said.</summary>
    public double? RetryAfter { get; init; }

    /// <summary>A part of the message.</summary>
    public string? Says { get; init; }
}
