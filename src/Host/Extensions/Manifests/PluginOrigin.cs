namespace Assistant.Host.Extensions.Manifests;

/// <summary>Where a plugin was found, which decides how far it is trusted.</summary>
internal enum PluginOrigin
{
    /// <summary>In the host's own folder: built with it, and may run in its process.</summary>
    Own,

    /// <summary>In the data folder: a third party's, always in a process of its own.</summary>
    Installed,
}
