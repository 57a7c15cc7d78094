using System.Text.Json.Serialization;

namespace Assistant.Host.Cli.Install;

/// <summary>What <c>install vscode --json</c> prints.</summary>
internal sealed record EditorReport
{
    /// <summary>The package that was built; absent where it was removed.</summary>
    public string? Package { get; init; }

    /// <summary>The editors that have it now, or had it.</summary>
    public required IReadOnlyList<string> Editors { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EditorReport))]
internal sealed partial class EditorJson : JsonSerializerContext;
