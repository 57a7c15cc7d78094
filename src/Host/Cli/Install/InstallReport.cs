using System.Text.Json.Serialization;

namespace Assistant.Host.Cli.Install;

/// <summary>What <c>install --json</c> prints.</summary>
internal sealed record InstallReport
{
    /// <summary>The program; absent where there is none any more.</summary>
    public string? Program { get; init; }

    /// <summary>The word that shells find.</summary>
    public required string Command { get; init; }

    /// <summary>Whether the folder of <see cref="Command"/> is on PATH.</summary>
    public required bool OnPath { get; init; }

    /// <summary>What starts it at login, in words.</summary>
    public required string LoginKind { get; init; }

    public required string Login { get; init; }

    /// <summary>Whether it runs now; else from the next login on.</summary>
    public required bool Started { get; init; }

    public string? DataFolder { get; init; }

    /// <summary>What was taken away.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InstallReport))]
internal sealed partial class InstallJson : JsonSerializerContext;
