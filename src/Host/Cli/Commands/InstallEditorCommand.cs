using System.CommandLine;
using Assistant.Host.Cli.Install;
using Assistant.Host.Cli.Terminal;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>install vscode</c>: the extension, built and put into the editors of this machine.</summary>
internal static class InstallEditorCommand
{
    public static Command Create()
    {
        var editor = new Option<string?>("--editor") { Description = "The editor's command or path. Default: every one of code, code-insiders, codium, cursor and code-server on PATH.", HelpName = "EDITOR" };
        var remove = new Option<bool>("--remove") { Description = "Takes it out again." };
        return new CliCommand("vscode", "Builds the extension for VS Code and installs it.", "install vscode", "install vscode --editor codium", "install vscode --remove") { editor, remove }
            .Runs((run, cancel) => run.Value(remove) ? RemoveAsync(run, run.Value(editor), cancel) : InstallAsync(run, run.Value(editor), cancel));
    }

    private static async Task<ExitCode> InstallAsync(CliRun run, string? named, CancellationToken cancel)
    {
        var extension = new EditorExtension(run.Environment.Programs, run.Environment.SourceTree);
        // Asked first: building takes a while, and for nothing where no editor is.
        var editors = extension.FindEditors(named);
        var package = await run.WaitingAsync("Building the extension", extension.BuildAsync(cancel));
        foreach (var editor in editors)
            await run.WaitingAsync($"Installing into {Path.GetFileName(editor)}", InstalledAsync(extension.InstallAsync(editor, package, cancel)));
        return run.Show(EditorJson.Default.EditorReport, new EditorReport { Package = package, Editors = editors }, screen => screen.Fields(
            ("extension", Shown.Path(package)), ("editors", string.Join(", ", editors.Select(Shown.Path))), ("next", "open the view Assistant in the editor; it finds this program on PATH, or by the setting assistant.path"), ("undo", run.Command("install vscode --remove"))));
    }

    private static async Task<ExitCode> RemoveAsync(CliRun run, string? named, CancellationToken cancel)
    {
        var extension = new EditorExtension(run.Environment.Programs, run.Environment.SourceTree);
        var had = new List<string>();
        foreach (var editor in extension.FindEditors(named))
        {
            if (await extension.RemoveAsync(editor, cancel))
                had.Add(editor);
        }

        return run.Show(EditorJson.Default.EditorReport, new EditorReport { Editors = had }, screen =>
            screen.Line(had.Count == 0 ? "No editor had it." : $"Removed from {string.Join(", ", had.Select(Shown.Path))}."));
    }

    private static async Task<bool> InstalledAsync(Task work)
    {
        await work;
        return true;
    }
}
