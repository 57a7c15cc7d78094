using System.Text;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Secrets;

namespace Assistant.Host.Cli.Connection;

/// <summary>The CLI's own client key, kept in the data folder's secret store under the CLI's own name.</summary>
internal sealed class OwnerKey(DataFolder folder)
{
    private const string Name = "client." + Product.ClientName;
    private const string MasterName = "master";

    private readonly SecretStore _store = new(folder.SecretsPath);

    /// <summary>Where it is kept, in words; null where nothing was kept yet.</summary>
    public string? Place => _store.PlaceDescription;

    // Asking a store that has no place yet would choose one, which is for `setup` to do.
    public string? Find() => Directory.Exists(folder.SecretsPath) && _store.PlaceDescription is not null && _store.Find(Name) is { } key ? Encoding.UTF8.GetString(key) : null;

    /// <exception cref="CliException">There is none.</exception>
    public string Require() => Find() ?? throw new CliException(
        ExitCode.NeedsSetup,
        $"This needs the owner's key, and {folder.FullPath} has none yet.",
        $"{CommandLine.Program} setup makes it, once.");

    public void Keep(string key) => _store.Store(Name, Encoding.UTF8.GetBytes(key));

    /// <summary>Forgets this key and the folder's master key, where their place is outside the folder and would outlive it.</summary>
    public void ForgetAll()
    {
        if (_store.PlaceDescription is null)
            return;
        _store.Delete(Name);
        _store.Delete(MasterName);
    }
}
