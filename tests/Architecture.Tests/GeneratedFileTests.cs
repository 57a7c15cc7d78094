using Assistant.Host.Contracts;

namespace Assistant.Architecture.Tests;

/// <summary>What is generated from the contracts is what the contracts say.</summary>
public sealed class GeneratedFileTests
{
    public static TheoryData<string> Files() => [.. ContractWriter.Render(Repository.Root).Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void GeneratedFile_IsNotStale(string path)
    {
        var file = Path.Combine(Repository.Root, path);

        Assert.True(File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == ContractWriter.Render(Repository.Root)[path], $"{path} is stale: run `./assistant contract --all`.");
    }
}
