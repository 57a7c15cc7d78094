using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Extensions.Manifests;

/// <summary>What came of reading a manifest: the manifest, or what is wrong with it.</summary>
internal sealed record ManifestReading(PluginManifest? Manifest, IReadOnlyList<RpcProblem> Problems);
