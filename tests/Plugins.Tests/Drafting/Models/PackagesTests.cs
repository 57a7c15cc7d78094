using System.Reflection;
using System.Runtime.Loader;
using Assistant.Plugins.Tests.MailLocal;
using Assistant.Protocol.Plugins;
using Assistant.TestKit;
using Assistant.TestKit.Models;

namespace Assistant.Plugins.Tests.Drafting.Models;

/// <summary>The plugin as the host loads it: from its own folder, with its own copies of everything but the contracts.</summary>
public sealed class PackagesTests
{
    private static readonly string[] Packages = ["OpenAI", "Anthropic", "System.ClientModel"];

    [Theory]
    [InlineData(ModelProvider.OpenAi, "OpenAI")]
    [InlineData(ModelProvider.Anthropic, "Anthropic")]
    public async Task Plugin_InItsOwnLoadContext_LoadsAPackageAtTheFirstCallAndNotBefore(ModelProvider provider, string package)
    {
        var dialect = provider == ModelProvider.OpenAi ? ModelDialect.OpenAi : ModelDialect.Anthropic;
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(dialect.Whole("rea", "dy"));
        using var folder = new ScratchFolder();
        using var store = new SqlitePluginStore();
        await using var context = new FakePluginContext("drafting", folder.Root, TimeProvider.System) { Database = store, KeptSecrets = new FakePluginSecrets() };
        var own = new PluginFolder(FindPlugin());
        var plugin = own.Create();
        await plugin.ActivateAsync(context, CancellationToken.None);
        var desk = context.Offered<IDrafting>();
        await desk.SaveModelAsync(
            new ModelSaveRequest { Id = "one", Provider = provider, Name = "m", Endpoint = $"http://127.0.0.1:{endpoint.Port}/v1", Key = ModelBed.Key, ContextTokens = 8192 }, CancellationToken.None);
        await desk.ChooseModelAsync(new ModelGetRequest { Id = "one" }, CancellationToken.None);
        _ = await desk.ModelsAsync(new ModelListRequest(), CancellationToken.None);
        _ = await desk.BudgetAsync(new BudgetGetRequest(), CancellationToken.None);
        var before = own.Loaded;

        var answer = await desk.TestModelAsync(new ModelGetRequest { Id = "one" }, CancellationToken.None);

        Assert.Equal("ready", answer.Answer);
        Assert.Empty(before.Intersect(Packages));
        Assert.Contains(package, own.Loaded);
        Assert.Single(endpoint.Questions);
        await plugin.DeactivateAsync(CancellationToken.None);
    }

    private static string FindPlugin()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var main = Path.Combine(folder.FullName, "Assistant.Plugins.Drafting", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')), "Assistant.Plugins.Drafting.dll");
            if (File.Exists(main))
                return main;
        }

        throw new FileNotFoundException("The plugin was not built.");
    }

    private sealed class PluginFolder(string main) : AssemblyLoadContext("drafting", isCollectible: true)
    {
        private readonly AssemblyDependencyResolver _resolver = new(main);

        public IReadOnlyList<string> Loaded => [.. Assemblies.Select(static assembly => assembly.GetName().Name!)];

        public IPlugin Create() => (IPlugin)Activator.CreateInstance(LoadFromAssemblyPath(main).GetExportedTypes().Single(static type => type.IsAssignableTo(typeof(IPlugin))))!;

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name != "Assistant.Protocol" && _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }
}
