using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Sealing;
using Assistant.Host.Storage.Secrets;

namespace Assistant.Host.Tests.Storage;

/// <summary>Children that use secrets under an environment of the test's making.</summary>
internal static class SecretChildren
{
    private static readonly string[] Names = [SecretStore.PluginBeginning + "mail.fake.61", SecretStore.PluginBeginning + "drafting.62", "client"];

    /// <summary>Says the place and the key's fingerprint, or why there is none.</summary>
    public static int MasterKey(string folder) => Saying(folder, static store => SecretStore.Fingerprint(store.MasterKey(null)));

    /// <summary>Keeps secrets of two plugins and one of the host's own.</summary>
    public static int Keep(string folder) => Saying(folder, static store =>
    {
        foreach (var name in Names)
            store.Store(name, [1]);
        return Left(store);
    });

    /// <summary>Forgets the plugins', and says which are left.</summary>
    public static int ForgetPlugins(string folder) => Saying(folder, static store =>
    {
        store.DeletePlugins();
        return Left(store);
    });

    /// <summary>Forgets the host's own, and says which are left.</summary>
    public static int ForgetClient(string folder) => Saying(folder, static store =>
    {
        store.Delete("client");
        return Left(store);
    });

    private static string Left(SecretStore store) => string.Join(',', Names.Where(name => store.Find(name) is not null));

    private static int Saying(string folder, Func<SecretStore, string> work)
    {
        try
        {
            var store = new SecretStore(folder);
            var said = work(store);
            Console.Out.WriteLine($"{store.Place.Kind} {said}");
            return 0;
        }
        catch (SecretPlaceException error)
        {
            Console.Out.WriteLine($"needs-setup: {error.Message}");
            return 1;
        }
    }

    /// <summary>Makes every kind of file a data folder has, and leaves the log and the lock behind as a killed host would.</summary>
    public static int MakeEverything(string path)
    {
        var folder = new DataFolder(path, new StateFolder(Path.Combine(path, "state")));
        if (folder.Prepare(reserve: 0) is not null)
            return 1;
        var held = HostLock.TryTake(folder, "x", "1");
        var database = new Database(folder.DatabasePath, MigrationSet.Host, TimeProvider.System);
        Desk.Open(database, TimeProvider.System);
        new AuditLog(database, folder.State.AuditHead, TimeProvider.System).Append(new AuditRecord("p", "c", "a", "", "", "done"));
        var keys = new SubjectKeys(new SecretStore(folder.SecretsPath, SecretPlaceKind.File), TimeProvider.System);
        new BlobStore(database, keys, folder.BlobsPath, TimeProvider.System).Put("contact:a", [1]);
        Environment.Exit(held is null ? 1 : 0);
        return 0;
    }
}
