using Assistant.Host.Extensions.Manifests;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Extensions;

/// <summary>A plugin's folder and what its manifest says; a manifest with a problem is none.</summary>
/// <param name="Id">The folder's name, which is the id.</param>
/// <param name="Folder">Where its files are.</param>
/// <param name="Origin">Ours or a third party's.</param>
/// <param name="Manifest">Null where there are problems.</param>
/// <param name="Problems">Empty where the plugin can run.</param>
internal sealed record FoundPlugin(string Id, string Folder, PluginOrigin Origin, PluginManifest? Manifest, IReadOnlyList<RpcProblem> Problems)
{
    public FoundPlugin Refused(string path, string problem, string remedy) =>
        this with { Manifest = null, Problems = [.. Problems, new RpcProblem { Path = PluginManifest.FileName + ":" + path, Problem = problem, Remedy = remedy }] };
}
