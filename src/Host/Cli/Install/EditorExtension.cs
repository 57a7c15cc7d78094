using Assistant.Host.Cli.Machine;

namespace Assistant.Host.Cli.Install;

/// <summary>The extension for VS Code: built from the source tree, and put into the editors of this machine.</summary>
internal sealed class EditorExtension(IPrograms programs, string? sourceTree)
{
    /// <summary>As the editor knows it.</summary>
    public const string Id = "assistant-host.assistant";

    // Each answers to the same words. Flatpaks and portable copies are on nobody's PATH: --editor names them.
    private static readonly string[] Editors = ["code", "code-insiders", "codium", "cursor", "code-server"];

    /// <summary>The one that is named, else every one on PATH.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public IReadOnlyList<string> FindEditors(string? named)
    {
        if (named is not null)
            return [programs.Find(named) ?? (File.Exists(named) ? Path.GetFullPath(named) : throw new CliException(ExitCode.NotFound, $"There is no editor '{named}'.", "Give its command (code), or the path of it."))];
        var found = Editors.Select(programs.Find).OfType<string>().ToList();
        return found.Count > 0
            ? found
            : throw new CliException(ExitCode.NeedsSetup, "No VS Code was found on PATH.", "In VS Code, run \"Shell Command: Install 'code' command in PATH\"; or name the editor with --editor PATH.");
    }

    /// <summary>Builds the package; answers its path.</summary>
    /// <exception cref="CliException">There is no source tree or no Node, or the build failed.</exception>
    public async Task<string> BuildAsync(CancellationToken cancel)
    {
        if (sourceTree is null)
            throw new CliException(ExitCode.NeedsSetup, "The extension is built from the source tree, and this program was published without it.", "Run `./assistant install vscode` in the source tree.");
        var node = programs.Find("node");
        var npm = programs.Find("npm");
        if (node is null || npm is null)
            throw new CliException(ExitCode.NeedsSetup, "Node, which builds the extension, is not on PATH.", "Install Node 20 or newer from https://nodejs.org, then run this again.");
        var clients = Path.Combine(sourceTree, "clients");
        // What builds the pages is there without it; the packager is not.
        if (!Directory.Exists(Path.Combine(clients, "node_modules", "@vscode", "vsce")))
            Require(await programs.RunAsync(npm, ["ci", "--prefix", clients, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cancel), "What builds the extension could not be fetched", $"Try it by hand: (cd {clients} && npm ci)");
        var package = Path.Combine(sourceTree, "artifacts", "vscode", "assistant.vsix");
        Require(await programs.RunAsync(node, [Path.Combine(clients, "vscode", "build.mjs"), "--vsix", package], cancel), "The extension could not be built", $"Try it by hand: node {Path.Combine(clients, "vscode", "build.mjs")} --vsix");
        return package;
    }

    public async Task InstallAsync(string editor, string package, CancellationToken cancel) =>
        Require(await programs.RunAsync(editor, ["--install-extension", package, "--force"], cancel), $"{editor} did not take the extension", $"Try it by hand: {editor} --install-extension {package}");

    /// <summary>False where the editor did not have it.</summary>
    public async Task<bool> RemoveAsync(string editor, CancellationToken cancel) =>
        (await programs.RunAsync(editor, ["--uninstall-extension", Id], cancel)).Succeeded;

    private static void Require(ProgramResult result, string what, string remedy)
    {
        if (!result.Succeeded)
            throw new CliException(ExitCode.Failed, $"{what}: {result.Reason}", remedy);
    }
}
