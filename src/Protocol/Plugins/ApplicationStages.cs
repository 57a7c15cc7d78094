using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Plugins;

[JsonConverter(typeof(CamelCaseEnumConverter<StageKind>))]
public enum StageKind
{
    Open,
    Won,
    Lost,
}

/// <param name="Name">One lower-case word, or several with hyphens, for example <c>interview</c>.</param>
/// <param name="Title">For a person.</param>
/// <param name="Kind">What it means that an application is here.</param>
public sealed record Stage(string Name, string Title, StageKind Kind);

public sealed record Pipeline
{
    public required long Revision { get; init; }

    /// <summary>In order.</summary>
    public required IReadOnlyList<Stage> Stages { get; init; }
}

public sealed record PipelineGetRequest;

public sealed record PipelineSetRequest
{
    /// <summary>The revision it was made against.</summary>
    public required long Revision { get; init; }
    public required IReadOnlyList<Stage> Stages { get; init; }

    /// <summary>For each stage that goes while it is in use, the one that takes its applications.</summary>
    public IReadOnlyDictionary<string, string> Moves { get; set; } = new Dictionary<string, string>();
}
