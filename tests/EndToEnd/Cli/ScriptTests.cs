using System.Diagnostics;
using Assistant.EndToEnd.Docs;

namespace Assistant.EndToEnd.Cli;

/// <summary>What <c>./assistant</c> builds before it runs the program, in a tree and with builders of the test's own: nothing real is built.</summary>
public sealed class ScriptTests : IDisposable
{
    private const string Dotnet = """
        [ "$1" = build ] || exit 0
        mkdir -p artifacts/bin/Assistant.Host/release
        printf '#!/bin/sh\necho "ran $*"\n' > artifacts/bin/Assistant.Host/release/assistant
        chmod 755 artifacts/bin/Assistant.Host/release/assistant
        """;

    private const string Npm = "mkdir -p node_modules/esbuild; touch node_modules/.package-lock.json";

    private const string Node = """
        [ "$1" = build.mjs ] || exit 0
        mkdir -p ../artifacts/web
        echo page > ../artifacts/web/index.html
        """;

    private static readonly string[] Tools = ["bash", "sh", "cat", "chmod", "cut", "dirname", "find", "flock", "grep", "head", "mkdir", "mv", "readlink", "rm", "sort", "touch", "tr"];

    private readonly string _root = Directory.CreateTempSubdirectory("assistant-script-").FullName;

    public ScriptTests()
    {
        foreach (var folder in (string[])["bin", "home", "src", "clients"])
            Directory.CreateDirectory(Path.Combine(_root, folder));
        foreach (var file in (string[])["Directory.Build.props", "Directory.Packages.props", "global.json", "clients/package-lock.json"])
            File.WriteAllText(Path.Combine(_root, file), "");
        File.Copy(Path.Combine(Documents.Root, "assistant"), Path.Combine(_root, "assistant"));
        // Of the machine's own programs only those that the script names: Node may be installed here.
        foreach (var tool in Tools)
            File.CreateSymbolicLink(Path.Combine(_root, "bin", tool), Found(tool));
        Install("dotnet", Dotnet);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Run_NodeInstalledLater_BuildsThePagesThen()
    {
        var without = await RunAsync();
        Assert.Contains("Node 20 or newer is not installed", without.Error, StringComparison.Ordinal);
        Assert.Equal("ran status --json\n", without.Out);
        Assert.Equal(new Finished(0, "ran status --json\n", ""), await RunAsync());

        Install("npm", Npm);
        Install("node", Node);

        Assert.Equal("Built the dashboard.\n", (await RunAsync()).Error);
        Assert.True(File.Exists(Path.Combine(_root, "artifacts/web/index.html")));
        Assert.Equal("", (await RunAsync()).Error);
    }

    [Fact]
    public async Task Run_PagesTakenAway_BuildsThemAgain()
    {
        Install("npm", Npm);
        Install("node", Node);
        await RunAsync();
        Directory.Delete(Path.Combine(_root, "artifacts/web"), recursive: true);

        Assert.Equal("Built the dashboard.\n", (await RunAsync()).Error);
        Assert.Equal("", (await RunAsync()).Error);
    }

    [Fact]
    public async Task Run_PagesThatCannotBeBuilt_SaysSoOnceUntilTheyChange()
    {
        Install("npm", "exit 1");
        Install("node", Node);

        Assert.Contains("The dashboard could not be built", (await RunAsync()).Error, StringComparison.Ordinal);
        Assert.Equal(new Finished(0, "ran status --json\n", ""), await RunAsync());

        Install("npm", Npm);
        var page = Path.Combine(_root, "clients/page.ts");
        await File.WriteAllTextAsync(page, "");
        Assert.Equal("Built the dashboard.\n", (await RunAsync()).Error);
    }

    private void Install(string name, string script)
    {
        var path = Path.Combine(_root, "bin", name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Found(string tool) => ((string[])["/usr/bin", "/bin"]).Select(folder => Path.Combine(folder, tool)).First(File.Exists);

    private async Task<Finished> RunAsync()
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(_root, "assistant"), "status", "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = Path.Combine(_root, "bin"), ["HOME"] = Path.Combine(_root, "home") },
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new Finished(process.ExitCode, await output, await error);
    }
}
