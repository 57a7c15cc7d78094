using Assistant.Host.Cli.Machine;
using Assistant.Host.Storage;

namespace Assistant.Host.Cli.Install;

/// <summary>The program that stays when the source tree is gone: published beside the data folders, or this one where it was published before.</summary>
internal sealed class PublishedProgram(IPrograms programs, DataRoot root, string? sourceTree, string ownFolder)
{
    private const string FolderName = "program";

    private static string FileName => OperatingSystem.IsWindows() ? "assistant.exe" : "assistant";

    public string Folder => Path.Combine(root.FullPath, FolderName);

    /// <summary>Makes it where it has to be made; answers the program's path.</summary>
    public async Task<string> MakeAsync(CancellationToken cancel)
    {
        if (sourceTree is null)
            return Path.Combine(ownFolder, FileName);
        var dotnet = programs.Find("dotnet") ?? throw new CliException(ExitCode.NeedsSetup, "The .NET SDK, which publishes the program, is not on PATH.", "Install it from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again.");
        var (fresh, former) = (Folder + ".new", Folder + ".old");
        Delete(fresh);
        var published = await programs.RunAsync(dotnet, ["publish", SourceTree.ProjectIn(sourceTree), "-c", "Release", "-o", fresh, "-v", "q", "-nologo"], cancel);
        if (!published.Succeeded)
        {
            Delete(fresh);
            throw new CliException(ExitCode.Failed, $"The program could not be published: {published.Reason}", $"Try it by hand: dotnet publish {SourceTree.ProjectIn(sourceTree)} -c Release");
        }

        // A host that runs from the former folder keeps its open files; what it has not loaded yet comes with its restart, which follows.
        Delete(former);
        if (Directory.Exists(Folder))
            Directory.Move(Folder, former);
        Directory.Move(fresh, Folder);
        Delete(former);
        return Path.Combine(Folder, FileName);
    }

    /// <summary>True where there was one.</summary>
    public bool Remove()
    {
        var there = Directory.Exists(Folder);
        foreach (var folder in (string[])[Folder, Folder + ".new", Folder + ".old"])
            Delete(folder);
        return there;
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
