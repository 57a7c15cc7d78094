using Assistant.Host.Extensions.Manifests;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Extensions;

public sealed class ManifestReaderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("assistant-test-").FullName, "acme");

    public ManifestReaderTests()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "acme.dll"), "");
        File.WriteAllText(Path.Combine(_folder, "main.py"), "");
    }

    /// <summary>What is wrong, and where it is said to be; the rest of each manifest is right.</summary>
    public static TheoryData<string, string> Broken => new()
    {
        // Not JSON, or not an object.
        { "", "plugin.json:1" },
        { "{\n  \"id\": \"acme\",\n  oops\n}", "plugin.json:3" },
        { "{\n  \"id\": \"acme\",\n  \"id\": \"other\"\n}", "plugin.json:3" },
        { "{\n  \"id\": \"acme\" // a comment\n}", "plugin.json:2" },
        { "{\n\n  \"id\": \"acme\",\n}", "plugin.json:4" },
        { "[]", "plugin.json:$" },
        { "null", "plugin.json:$" },

        // The id.
        { Manifest("id", null), "plugin.json:$.id" },
        { Manifest("id", "7"), "plugin.json:$.id" },
        { Manifest("id", "\"\""), "plugin.json:$.id" },
        { Manifest("id", "\"Acme\""), "plugin.json:$.id" },
        { Manifest("id", "\"../acme\""), "plugin.json:$.id" },
        { Manifest("id", "\"other\""), "plugin.json:$.id" },

        // Versions.
        { Manifest("version", null), "plugin.json:$.version" },
        { Manifest("version", "\"1.0\""), "plugin.json:$.version" },
        { Manifest("version", "\"v1.0.0\""), "plugin.json:$.version" },
        { Manifest("version", "1"), "plugin.json:$.version" },
        { Manifest("host", null), "plugin.json:$.host" },
        { Manifest("host", "\"newest\""), "plugin.json:$.host" },
        { Manifest("host", "\"[2.0.0,3.0.0)\""), "plugin.json:$.host" },

        // What to run.
        { Manifest("main", null), "plugin.json:$" },
        { Manifest("main", "\"missing.dll\""), "plugin.json:$.main" },
        { Manifest("main", "\"main.py\""), "plugin.json:$.main" },
        { Manifest("main", "\"../../acme.dll\""), "plugin.json:$.main" },
        { Manifest("main", "\"/bin/sh\""), "plugin.json:$.main" },
        { Manifest("command", "[\"python3\", \"main.py\"]"), "plugin.json:$.command" },
        { Manifest("main", null, "command", "[]"), "plugin.json:$.command" },
        { Manifest("main", null, "command", "\"python3 main.py\""), "plugin.json:$.command" },
        { Manifest("main", null, "command", "[\"python3\", 7]"), "plugin.json:$.command[1]" },
        { Manifest("main", null, "command", "[\"../run\"]"), "plugin.json:$.command[0]" },
        { Manifest("isolation", "\"sandbox\""), "plugin.json:$.isolation" },
        { Manifest("contract", "\"contract.json\""), "plugin.json:$.contract" },
        { Manifest("name", "\"A\\u0007B\""), "plugin.json:$.name" },

        // Activation.
        { Manifest("activation", "\"onStartup\""), "plugin.json:$.activation" },
        { Manifest("activation", "[\"onStartup\", \"onFullMoon\"]"), "plugin.json:$.activation[1]" },
        { Manifest("activation", "[\"onMethod:acme\"]"), "plugin.json:$.activation[0]" },
        { Manifest("activation", "[\"onMethod:other/*\"]"), "plugin.json:$.activation[0]" },
        { Manifest("activation", "[\"onAccount:gmail\"]"), "plugin.json:$.activation[0]" },
        { Manifest("activation", "[\"onEvent:draft changed\"]"), "plugin.json:$.activation[0]" },

        // Permissions.
        { Manifest("permissions", "[{\"name\": \"contacts.read\"}]"), "plugin.json:$.permissions[0].reason" },
        { Manifest("permissions", "[{\"name\": \"contacts.read\", \"reason\": \"\"}]"), "plugin.json:$.permissions[0].reason" },
        { Manifest("permissions", "[{\"name\": \"mail.send\", \"reason\": \"To send.\"}]"), "plugin.json:$.permissions[0].name" },
        { Manifest("permissions", "[\"contacts.read\"]"), "plugin.json:$.permissions[0]" },
        { Manifest("permissions", "[{\"name\": \"network\", \"reason\": \"a\"}, {\"name\": \"network\", \"reason\": \"b\"}]"), "plugin.json:$.permissions[1].name" },

        // Contributions.
        { Manifest("contributes", "[]"), "plugin.json:$.contributes" },
        { Manifest("contributes", "{\"services\": \"acme\"}"), "plugin.json:$.contributes.services" },
        { Manifest("contributes", "{\"services\": [\"acme\", \"Acme\"]}"), "plugin.json:$.contributes.services[1]" },
        { Manifest("contributes", "{\"services\": [\"acme\", \"acme\"]}"), "plugin.json:$.contributes.services[1]" },
        { Manifest("contributes", "{\"services\": [\"outbox\"]}"), "plugin.json:$.contributes.services[0]" },
        { Manifest("contributes", "{\"services\": [\"mailProvider\"]}"), "plugin.json:$.contributes.services[0]" },
        { Manifest("contributes", "{\"mailProviders\": [{\"id\": \"acme\", \"name\": \"Acme\"}]}"), "plugin.json:$" },
        { Manifest("contributes", "{\"composers\": [{\"id\": \"acme\"}]}", "permissions", "[{\"name\": \"compose\", \"reason\": \"Writes.\"}]"), "plugin.json:$.contributes.composers[0].name" },
        { Manifest("contributes", "{\"writers\": [{\"id\": \"acme\"}]}", "permissions", "[{\"name\": \"compose\", \"reason\": \"Writes.\"}]"), "plugin.json:$.contributes.writers[0].name" },
        { Manifest("contributes", "{\"writers\": [{\"id\": \"acme\", \"name\": \"Acme\"}]}"), "plugin.json:$" },
        { Manifest("contributes", "{\"settings\": {\"type\": \"object\", \"properties\": {\"my root\": {\"type\": \"path\"}}}}"), "plugin.json:$.contributes.settings.properties['my root'].type" },
        { Manifest("contributes", "{\"settings\": {\"properties\": {\"a\": {\"pattern\": \"(a)\\\\1\"}}}}"), "plugin.json:$.contributes.settings.properties.a.pattern" },
    };

    [Theory, MemberData(nameof(Broken))]
    public void Read_OfABrokenManifest_NamesTheOnePlaceAndARemedy(string json, string path)
    {
        var reading = Read(json);

        Assert.Null(reading.Manifest);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal(path, problem.Path);
        Assert.NotEmpty(problem.Problem);
        Assert.NotEmpty(problem.Remedy!);
    }

    [Fact]
    public void Read_OfSeveralFaults_NamesThemAll()
    {
        var reading = Read("""{"id": "acme", "version": "one", "main": "acme.dll", "activation": ["never"]}""");

        Assert.Equal(["plugin.json:$.version", "plugin.json:$.host", "plugin.json:$.activation[0]"], reading.Problems.Select(p => p.Path));
    }

    [Fact]
    public void Read_OfAFullManifest_KeepsEverything()
    {
        var reading = Read("""
            {
              "id": "acme", "name": "Acme", "version": "1.2.3-beta.1+5", "host": "[0.1.0,1.0.0)", "main": "acme.dll",
              "activation": ["onStartup", "onMethod:acme/*", "onMethod:acme/go", "onEvent:draft.changed", "onAccount:acme.mail"],
              "permissions": [{"name": "mail.provider", "reason": "Carries mail."}, {"name": "network", "reason": "Reaches Acme."}],
              "contributes": {
                "services": ["acme"],
                "mailProviders": [{"id": "acme.mail", "name": "Acme Mail"}],
                "settings": {"type": "object", "properties": {"root": {"type": "string"}}},
                "holograms": [1]
              },
              "future": {"unknown": true}
            }
            """);

        Assert.Empty(reading.Problems);
        var manifest = reading.Manifest!;
        Assert.Equal(("acme", "Acme", "1.2.3-beta.1", "acme.dll"), (manifest.Id, manifest.Name, manifest.Version.ToNormalizedString(), manifest.Main));
        Assert.Equal(5, manifest.Activation.Count);
        Assert.Equal(["acme", "eventListener", "mailProvider"], manifest.Offerable.Order(StringComparer.Ordinal));
        Assert.Equal(new PluginPermission("network", "Reaches Acme."), manifest.Permissions[1]);
        Assert.Equal("object", manifest.Contributes.Settings!.Value.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(nameof(PluginOrigin.Own), null, nameof(PluginIsolation.InProcess))]
    [InlineData(nameof(PluginOrigin.Own), "own-process", nameof(PluginIsolation.OwnProcess))]
    [InlineData(nameof(PluginOrigin.Installed), null, nameof(PluginIsolation.OwnProcess))]
    [InlineData(nameof(PluginOrigin.Installed), "in-process", nameof(PluginIsolation.OwnProcess))]
    public void Read_OfTheIsolation_TrustsOnlyOurOwn(string origin, string? asked, string isolation)
    {
        var json = Manifest("isolation", asked is null ? null : $"\"{asked}\"");

        Assert.Equal(Enum.Parse<PluginIsolation>(isolation), Read(json, Enum.Parse<PluginOrigin>(origin)).Manifest!.Isolation);
    }

    [Fact]
    public void Read_WithoutAFile_SaysSo()
    {
        var problem = Assert.Single(ManifestReader.Read(_folder, PluginOrigin.Installed, ExtensionDesk.HostVersion).Problems);

        Assert.Equal("plugin.json", problem.Path);
    }

    [Fact]
    public void Read_OfOurOwnManifests_FindsNothingWrong()
    {
        foreach (var folder in Directory.EnumerateDirectories(Artifacts.OwnPlugins))
            Assert.Empty(ManifestReader.Read(folder, PluginOrigin.Own, ExtensionDesk.HostVersion).Problems);
    }

    [Fact]
    public void HostServices_OfTheProtocol_AreAllReserved()
    {
        var contracts = typeof(IDrafts).Assembly.GetExportedTypes()
            .Where(t => t.Namespace == typeof(IDrafts).Namespace)
            .SelectMany(t => t.GetCustomAttributes(typeof(Protocol.JsonRpc.RpcServiceAttribute), inherit: false).Cast<Protocol.JsonRpc.RpcServiceAttribute>())
            .Select(a => a.Name)
            .Where(name => name.Length > 0);

        Assert.Empty(contracts.Except(ManifestNames.HostServices));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    // A manifest that is right but for what is named here; null takes a member out.
    private static string Manifest(params string?[] changes)
    {
        var members = new Dictionary<string, string?>
        {
            ["id"] = "\"acme\"",
            ["version"] = "\"1.0.0\"",
            ["host"] = "\"0.1.0\"",
            ["main"] = "\"acme.dll\"",
        };
        for (var i = 0; i < changes.Length; i += 2)
            members[changes[i]!] = changes[i + 1];
        return "{" + string.Join(", ", members.Where(m => m.Value is not null).Select(m => $"\"{m.Key}\": {m.Value}")) + "}";
    }

    private ManifestReading Read(string json, PluginOrigin origin = PluginOrigin.Installed)
    {
        File.WriteAllText(Path.Combine(_folder, "plugin.json"), json);
        return ManifestReader.Read(_folder, origin, ExtensionDesk.HostVersion);
    }
}
