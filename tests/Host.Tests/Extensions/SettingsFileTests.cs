using System.Text.Json;
using Assistant.Host.Extensions.Manifests;
using Assistant.Host.Extensions.Settings;
using NuGet.Versioning;

namespace Assistant.Host.Tests.Extensions;

public sealed class SettingsFileTests : IDisposable
{
    private const string Schema = """
        {
          "type": "object",
          "required": ["root"],
          "properties": {
            "root": {"type": "string", "pattern": "^/", "description": "The folder to use."},
            "mode": {"enum": ["fast", "careful"]},
            "limit": {"type": "integer", "minimum": 1, "maximum": 10},
            "tags": {"type": "array", "items": {"type": "string"}},
            "deep": {"type": "object", "properties": {"on": {"type": "boolean"}}}
          }
        }
        """;

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("assistant-test-").FullName, "settings.json");

    public static TheoryData<string, string> Broken => new()
    {
        { "{\n  \"plugins\": {\n", "settings.json:3" },
        { "[]", "settings.json:$" },
        { """{"plugins": []}""", "settings.json:$.plugins" },
        { """{"plugins": {}}""", "settings.json:$.plugins['acme.mail'].root" },
        { Set("7"), "settings.json:$.plugins['acme.mail']" },
        { Set("""{"root": 7}"""), "settings.json:$.plugins['acme.mail'].root" },
        { Set("""{"root": "mail"}"""), "settings.json:$.plugins['acme.mail'].root" },
        { Set("""{"root": "/m", "mode": "slow"}"""), "settings.json:$.plugins['acme.mail'].mode" },
        { Set("""{"root": "/m", "limit": 0}"""), "settings.json:$.plugins['acme.mail'].limit" },
        { Set("""{"root": "/m", "limit": 11}"""), "settings.json:$.plugins['acme.mail'].limit" },
        { Set("""{"root": "/m", "limit": 1.5}"""), "settings.json:$.plugins['acme.mail'].limit" },
        { Set("""{"root": "/m", "tags": ["a", 1]}"""), "settings.json:$.plugins['acme.mail'].tags[1]" },
        { Set("""{"root": "/m", "deep": {"on": "yes"}}"""), "settings.json:$.plugins['acme.mail'].deep.on" },
    };

    [Theory, MemberData(nameof(Broken))]
    public void For_SettingsThatAreWrong_NamesTheOnePlaceAndARemedy(string json, string path)
    {
        File.WriteAllText(_path, json);

        var problem = Assert.Single(new SettingsFile(_path).For(Manifest(Schema)).Problems);

        Assert.Equal(path, problem.Path);
        Assert.NotEmpty(problem.Remedy!);
    }

    [Fact]
    public void For_SettingsThatAreRight_AnswersThem()
    {
        File.WriteAllText(_path, Set("""{"root": "/m", "mode": "fast", "limit": 10, "tags": ["a"], "deep": {"on": true}, "unknown": 1}"""));

        var settings = new SettingsFile(_path).For(Manifest(Schema));

        Assert.Empty(settings.Problems);
        Assert.Equal("/m", settings.Value.GetProperty("root").GetString());
    }

    [Fact]
    public void For_APluginWithoutSettings_MindsNoBrokenFile()
    {
        File.WriteAllText(_path, "{");

        Assert.Empty(new SettingsFile(_path).For(Manifest(null)).Problems);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    private static string Set(string json) => "{\"plugins\": {\"acme.mail\": " + json + "}}";

    private static PluginManifest Manifest(string? schema) => new()
    {
        Id = "acme.mail",
        Name = "Acme",
        Version = new SemanticVersion(1, 0, 0),
        Host = VersionRange.All,
        Main = "acme.dll",
        Command = [],
        Isolation = PluginIsolation.OwnProcess,
        Activation = [],
        Permissions = [],
        Contributes = new PluginContributions { Services = [], MailProviders = [], Composers = [], Writers = [], Settings = schema is null ? null : JsonElement.Parse(schema) },
    };
}
