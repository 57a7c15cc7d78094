using System.Xml.Linq;

namespace Assistant.Architecture.Tests;

/// <summary>The one rule for dependencies between projects, read from the project files themselves.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Assistant.Protocol"] = [],
        ["Assistant.Protocol.Generator"] = [],
        ["Assistant.Mail"] = [],
        ["Assistant.Host"] = ["Assistant.Protocol", "Assistant.Mail"],
        ["Assistant.PluginRunner"] = ["Assistant.Protocol", "Assistant.Mail"],
    };

    public static TheoryData<string> Projects() => [.. Repository.Files("src", "*.csproj").Select(Repository.Relative)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_StayWithinTheRule(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var allowed = Allowed.GetValueOrDefault(name) ?? (name.StartsWith("Assistant.Plugins.", StringComparison.Ordinal) ? ["Assistant.Protocol", "Assistant.Mail"] : null);
        Assert.True(allowed is not null, $"{project} has no rule: say here what it may reference.");

        var referenced = XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("ProjectReference")
            .Where(static r => !string.Equals((string?)r.Attribute("ReferenceOutputAssembly"), "false", StringComparison.OrdinalIgnoreCase))
            .Select(static r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!))
            .ToArray();

        Assert.Empty(referenced.Except(allowed));
    }

    [Fact]
    public void Solution_HoldsEveryProject()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Assistant.sln"));
        var missing = Repository.Files("src", "*.csproj").Concat(Repository.Files("tests", "*.csproj"))
            .Where(file => !solution.Contains(Path.GetFileName(file), StringComparison.Ordinal));

        Assert.Empty(missing);
    }
}
