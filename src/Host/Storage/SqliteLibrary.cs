using System.Reflection;
using System.Runtime.InteropServices;

namespace Assistant.Host.Storage;

/// <summary>The native SQLite in use: the bundled one, or a newer one that a setting points at. Chosen once a process, before the first connection.</summary>
internal static class SqliteLibrary
{
    /// <summary>Names a native library (a path) to use in place of the bundled one.</summary>
    public const string PathVariable = "ASSISTANT_SQLITE";

    // RETURNING and the query shapes the stores use came with 3.35.
    private static readonly Version Oldest = new(3, 35, 0);

    // 3.7.0 to 3.51.2 can corrupt a file when two connections write or checkpoint it at once (the WAL reset race).
    private static readonly Version WalResetFixed = new(3, 51, 3);

    private static readonly Lazy<Version> Loaded = new(LoadOnce);

    public static Version Version => Loaded.Value;

    /// <summary>What this version cannot be trusted with, in words for a person; empty when nothing is known.</summary>
    public static IReadOnlyList<string> Unsafe => Version < WalResetFixed
        ? [$"SQLite {Version} can damage a file that two programs write at once (fixed in {WalResetFixed}). The host writes through one connection and lets nobody else in; do not open its files with another program while it runs."]
        : [];

    public static void Load() => _ = Loaded.Value;

    private static Version LoadOnce()
    {
        var version = Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path ? LoadFrom(path) : Initialize();
        if (version < Oldest)
            throw new StorageException(StorageFault.Unsupported, $"SQLite {version} is too old.", $"Unset {PathVariable}, or point it at SQLite {Oldest} or newer.");
        return version;
    }

    private static Version LoadFrom(string path)
    {
        try
        {
            var library = NativeLibrary.Load(path);
            NativeLibrary.SetDllImportResolver(Assembly.Load("SQLitePCLRaw.provider.e_sqlite3"), (name, _, _) => name == "e_sqlite3" ? library : 0);
            return Initialize();
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new StorageException(StorageFault.Unsupported, $"{path} cannot be loaded as SQLite.", $"Unset {PathVariable}, or point it at SQLite {Oldest} or newer.", error);
        }
    }

    private static Version Initialize()
    {
        SQLitePCL.Batteries_V2.Init();
        return Version.Parse(SQLitePCL.raw.sqlite3_libversion().utf8_to_string());
    }
}
