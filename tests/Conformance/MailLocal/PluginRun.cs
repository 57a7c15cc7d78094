namespace Assistant.Conformance.MailLocal;

/// <summary>Where the plugin runs; the same tests hold in every place.</summary>
public enum PluginRun
{
    Direct,

    /// <summary>In this process, called over a session.</summary>
    OverRpc,

    OwnProcess,
}
