namespace Assistant.Host.Extensions.Manifests;

internal enum PluginIsolation
{
    InProcess,
    OwnProcess,
}
