using System.Reflection;
using System.Runtime.Loader;

namespace Assistant.Host.Extensions.Loading;

/// <summary>
/// One plugin's assemblies. The contracts and mail as data are shared with whoever loads the plugin, so that both sides mean the same types;
/// everything else is the plugin's own, so that two plugins may use two versions of one library. It separates, it does not protect.
/// </summary>
internal sealed class PluginLoadContext(string pluginId, string main) : AssemblyLoadContext(pluginId, isCollectible: true)
{
    private static readonly HashSet<string> Shared = new(StringComparer.Ordinal) { "Assistant.Protocol", "Assistant.Mail" };

    private readonly AssemblyDependencyResolver _resolver = new(main);

    public Assembly LoadMain() => LoadFromAssemblyPath(main);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        !Shared.Contains(assemblyName.Name!) && _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
}
