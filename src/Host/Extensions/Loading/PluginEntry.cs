using System.Reflection;
using System.Runtime.ExceptionServices;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Extensions.Loading;

/// <summary>Finds and makes the one class that a plugin's assembly is entered by.</summary>
internal static class PluginEntry
{
    /// <exception cref="PluginEntryException">The assembly has no such class, several, or needs something that is not there.</exception>
    public static IPlugin Create(Assembly assembly)
    {
        Type[] entries;
        try
        {
            entries = [.. assembly.GetExportedTypes().Where(static t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IPlugin)))];
        }
        catch (Exception error) when (error is FileNotFoundException or FileLoadException or TypeLoadException or ReflectionTypeLoadException)
        {
            throw new PluginEntryException($"{assembly.GetName().Name} does not load: {error.Message}", error);
        }

        if (entries is not [var entry])
        {
            throw new PluginEntryException(entries.Length == 0
                ? $"{assembly.GetName().Name} has no public class that implements IPlugin."
                : $"{assembly.GetName().Name} has several classes that implement IPlugin: {string.Join(", ", entries.Select(static t => t.FullName))}.");
        }

        if (entry.GetConstructor([]) is not { } constructor)
            throw new PluginEntryException($"{entry.FullName} has no public constructor without parameters.");
        try
        {
            return (IPlugin)constructor.Invoke([]);
        }
        catch (TargetInvocationException error) when (error.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }
}

/// <summary>The plugin's assembly cannot be entered; the message is for the plugin's author.</summary>
#pragma warning disable CA1032 // Without its message it would say nothing.
internal sealed class PluginEntryException(string message, Exception? inner = null) : Exception(message, inner);
#pragma warning restore CA1032
