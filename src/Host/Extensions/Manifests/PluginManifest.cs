using System.Text.Json;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using NuGet.Versioning;

namespace Assistant.Host.Extensions.Manifests;

/// <summary>A <c>plugin.json</c> that was read and found right; <c>docs/plugin.schema.json</c> describes its fields.</summary>
internal sealed record PluginManifest
{
    public const string FileName = "plugin.json";

    public required string Id { get; init; }

    /// <summary>For a person; the id where the manifest gives none.</summary>
    public required string Name { get; init; }

    public required SemanticVersion Version { get; init; }

    /// <summary>The hosts it works with.</summary>
    public required VersionRange Host { get; init; }

    /// <summary>The assembly with the entry class, relative to the plugin's folder; null where <see cref="Command"/> is given.</summary>
    public string? Main { get; init; }

    /// <summary>A program and its arguments, for a plugin in any language; empty where <see cref="Main"/> is given.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>How it will run, which for a third party's is never in-process whatever its manifest says.</summary>
    public required PluginIsolation Isolation { get; init; }

    public required IReadOnlyList<ActivationEvent> Activation { get; init; }

    public required IReadOnlyList<PluginPermission> Permissions { get; init; }

    public required PluginContributions Contributes { get; init; }

    /// <summary>The description of its methods, relative to the plugin's folder.</summary>
    public string? Contract { get; init; }

    /// <summary>The names of the events that it is told.</summary>
    public IReadOnlyCollection<string> Events => [.. Activation.Where(static a => a.Kind == ActivationKind.OnEvent).Select(static a => a.Argument)];

    /// <summary>The services it may offer: its own, and the host's contracts for what it contributes.</summary>
    public IReadOnlyCollection<string> Offerable =>
    [
        .. Contributes.Services,
        .. Contributes.MailProviders.Count > 0 ? (string[])[MailProviderRpc.Contract.ServiceName] : [],
        .. Contributes.Composers.Count > 0 ? (string[])[ComposerRpc.Contract.ServiceName] : [],
        .. Contributes.Writers.Count > 0 ? (string[])[WriterRpc.Contract.ServiceName] : [],
        .. Contributes.DocumentFormats.Count > 0 ? (string[])[DocumentFormatsRpc.Contract.ServiceName] : [],
        .. Contributes.TodaySources.Count > 0 ? (string[])[TodaySourceRpc.Contract.ServiceName] : [],
        .. Contributes.Exporters.Count > 0 ? (string[])[ExporterRpc.Contract.ServiceName] : [],
        .. Contributes.ProposalTargets.Count > 0 ? (string[])[ProposalTargetRpc.Contract.ServiceName] : [],
        .. Events.Count > 0 ? (string[])[EventListenerRpc.Contract.ServiceName] : [],
        .. Contributes.Erasers.Count > 0 ? (string[])[EraserRpc.Contract.ServiceName] : [],
    ];
}

/// <summary>What a plugin adds. Whatever it offers must stand here.</summary>
internal sealed record PluginContributions
{
    public required IReadOnlyList<string> Services { get; init; }

    public required IReadOnlyList<NamedContribution> MailProviders { get; init; }

    public required IReadOnlyList<NamedContribution> Composers { get; init; }

    public required IReadOnlyList<NamedContribution> Writers { get; init; }

    /// <summary>What reads and sets files with documents in them.</summary>
    public IReadOnlyList<NamedContribution> DocumentFormats { get; init; } = [];

    /// <summary>What has something for the user's day.</summary>
    public IReadOnlyList<NamedContribution> TodaySources { get; init; } = [];

    public IReadOnlyList<NamedContribution> Exporters { get; init; } = [];

    public IReadOnlyList<NamedContribution> Erasers { get; init; } = [];

    /// <summary>The kinds of records of its own that a proposal may be about, by their ids.</summary>
    public IReadOnlyList<NamedContribution> ProposalTargets { get; init; } = [];

    /// <summary>JSON Schema of the plugin's object in <c>settings.json</c>.</summary>
    public JsonElement? Settings { get; init; }
}

/// <param name="Id">What accounts and settings name.</param>
/// <param name="Name">For a person.</param>
internal sealed record NamedContribution(string Id, string Name);
