using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Host.Cli;
using Assistant.Host.Keeping.Taking;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Discovery;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Contracts;

/// <summary>
/// Writes what the contracts say into the files that other programs and people read: <c>contract.json</c> per assembly and <c>docs/rpc.md</c>.
/// A command of the build, run in the source tree; reflection is fine here.
/// </summary>
internal static class ContractWriter
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every file by its path in the source tree.</summary>
    /// <param name="root">The source tree.</param>
    public static IReadOnlyDictionary<string, string> Render(string root)
    {
        var all = ContractDocument.FindContracts(typeof(IPlugin).Assembly);
        var byClients = all.Where(static contract => contract.Service.Namespace == typeof(IDrafts).Namespace && contract.Service != typeof(IEventSink)).ToList();
        var plugins = Plugins(root).ToList();
        var contributed = all.Except(byClients).Where(contract => plugins.Exists(plugin => plugin.Services.Contains(contract.ServiceName))).ToList();
        var between = all.Except(byClients).Except(contributed).ToList();

        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["src/Host/contract.json"] = Text(ContractDocument.Describe("Assistant", Installation.Version, byClients, "client")),
            ["src/Protocol/contract.json"] = Text(ContractDocument.Describe("Assistant, between the host and plugins", Installation.Version, between, "plugin")),
            ["docs/export.schema.json"] = Text(RecordSchema()),
            ["docs/rpc.md"] = RpcReference.Write(Summaries.Read(), byClients, contributed, between),
        };
        foreach (var (folder, services) in plugins)
        {
            if (contributed.Where(contract => services.Contains(contract.ServiceName)).ToList() is { Count: > 0 } own)
                files[$"src/Plugins/{folder}/contract.json"] = Text(ContractDocument.Describe(folder, Installation.Version, own, "client"));
        }

        return files;
    }

    /// <summary>Prints what clients may call; or, where all is asked for, writes every file of the source tree anew.</summary>
    /// <returns>0; 1 where this is no source tree.</returns>
    public static async Task<int> RunAsync(ContractOptions options, CancellationToken cancel)
    {
        if (!options.All)
        {
            await Console.Out.WriteAsync((await File.ReadAllTextAsync(Installation.ContractPath, cancel)).AsMemory(), cancel);
            return 0;
        }

        var root = Path.GetFullPath(options.Output ?? ".");
        if (!File.Exists(Path.Combine(root, "Assistant.sln")))
        {
            await Console.Error.WriteLineAsync($"{root} is not the source tree of Assistant.\nRun `./assistant contract --all` in its root folder.".AsMemory(), cancel);
            return 1;
        }

        foreach (var (path, text) in Render(root))
        {
            await File.WriteAllTextAsync(Path.Combine(root, path), text, cancel);
            await Console.Out.WriteLineAsync(path.AsMemory(), cancel);
        }

        return 0;
    }

    // From the tables as the migrations make them.
    private static JsonObject RecordSchema()
    {
        var folder = Directory.CreateTempSubdirectory("assistant-contract-");
        try
        {
            using var database = new Database(Path.Combine(folder.FullName, "empty.db"), MigrationSet.Host, TimeProvider.System);
            return database.Read(ExportSchema.Of);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Text(JsonObject document) => document.ToJsonString(Layout) + "\n";

    private static IEnumerable<(string Folder, HashSet<string> Services)> Plugins(string root) =>
        from manifest in Directory.EnumerateFiles(Path.Combine(root, "src", "Plugins"), "plugin.json", SearchOption.AllDirectories)
        let services = JsonNode.Parse(File.ReadAllText(manifest))?["contributes"]?["services"] as JsonArray
        where services is not null
        select (Path.GetFileName(Path.GetDirectoryName(manifest)!), services.Select(static service => (string)service!).ToHashSet(StringComparer.Ordinal));
}
