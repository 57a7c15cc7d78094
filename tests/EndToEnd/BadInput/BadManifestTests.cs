using System.Text.Json;
using Assistant.EndToEnd.Cli;

namespace Assistant.EndToEnd.BadInput;

/// <summary>Plugins that say nonsense of themselves: each is failed with its place, and every other one goes on.</summary>
[Trait("Category", "Slow")]
public sealed class BadManifestTests
{
    [Fact]
    public async Task Manifests_ThatAreMalformed_AreNamedWithPlaceAndRemedyAndStopNothing()
    {
        await using var cli = new RealCli();
        Write(cli, "broken", "{\"id\":\"broken\",\n\"version\":,}");
        Write(cli, "other", """{"id":"wrong","version":"x","host":"0.1.0","command":["true"]}""");
        Directory.CreateDirectory(Path.Combine(cli.Main, "plugins-installed", "bare"));

        var listed = await cli.RunAsync("plugins", "list", "--json");
        var doctor = await cli.RunAsync("doctor", "--json");

        Assert.True(listed.Code == 0, listed.ToString());
        var states = JsonElement.Parse(listed.Out).GetProperty("plugins").EnumerateArray().ToDictionary(plugin => plugin.GetProperty("id").GetString()!, plugin => plugin);
        Assert.Equal("idle", states["drafting"].GetProperty("state").GetString());
        Assert.Equal("idle", states["mail.local"].GetProperty("state").GetString());
        Assert.True(doctor.Code == 1, doctor.ToString());
        var findings = JsonElement.Parse(doctor.Out).GetProperty("findings").EnumerateArray().ToList();
        foreach (var (id, place) in new[] { ("broken", "plugin.json:2"), ("other", "plugin.json:$.id"), ("bare", "plugin.json") })
        {
            Assert.Equal("failed", states[id].GetProperty("state").GetString());
            var finding = findings.Single(found => found.GetProperty("code").GetString() == $"plugin.{id}");
            Assert.StartsWith(place, finding.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.NotEmpty(finding.GetProperty("remedy").GetString()!);
        }
    }

    private static void Write(RealCli cli, string id, string manifest)
    {
        var folder = Directory.CreateDirectory(Path.Combine(cli.Main, "plugins-installed", id));
        File.WriteAllText(Path.Combine(folder.FullName, "plugin.json"), manifest);
    }
}
