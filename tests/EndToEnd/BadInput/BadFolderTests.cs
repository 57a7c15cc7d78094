using Assistant.EndToEnd.Cli;
using Assistant.TestKit;

namespace Assistant.EndToEnd.BadInput;

/// <summary>Places where no host can work: it says which, and what to do, and leaves them as they were.</summary>
[Trait("Category", "Slow")]
public sealed class BadFolderTests
{
    [SmallDiskFact]
    public async Task Run_OnAReadOnlyDisk_NamesFolderAndRemedy()
    {
        await using var cli = new RealCli();
        using var disk = SmallDisk.TryMount()!;
        File.WriteAllText(Path.Combine(disk.Path, "letter"), "kept");
        disk.MakeReadOnly();

        await FailsAsync(cli, Path.Combine(disk.Path, "data"), "cannot be written", "Check that its disk is mounted for writing");

        Assert.Equal(["letter"], Directory.GetFileSystemEntries(disk.Path).Select(Path.GetFileName));
    }

    [SmallDiskFact]
    public async Task Run_OnAFullDisk_NamesFolderAndRemedyAndLeavesNoFile()
    {
        await using var cli = new RealCli();
        using var disk = SmallDisk.TryMount()!;

        await FailsAsync(cli, Path.Combine(disk.Path, "data"), "MiB are free on the disk of", "Free at least");

        Assert.Empty(Directory.GetFiles(disk.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Run_OnAFolderThatIsAFile_NamesItAndLeavesIt()
    {
        await using var cli = new RealCli();
        var file = cli.WriteFile("file", "kept");

        await FailsAsync(cli, file, "is a file, not a folder", "Move it away");

        Assert.Equal("kept", File.ReadAllText(file));
    }

    // As the host itself and as a command that would start one.
    private static async Task FailsAsync(RealCli cli, string folder, string reason, string remedy)
    {
        foreach (var command in (string[][])[["serve"], ["contact", "list"], ["setup"]])
        {
            var done = await cli.RunAsync([.. command, "--data", folder]);
            Assert.True(done.Code == 1, done.ToString());
            Assert.Empty(done.Out);
            Assert.Contains(folder, done.Error, StringComparison.Ordinal);
            Assert.Contains(reason, done.Error, StringComparison.Ordinal);
            Assert.Contains(remedy, done.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", done.Error, StringComparison.Ordinal);
        }
    }
}
