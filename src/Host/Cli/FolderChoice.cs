using Assistant.Host.Storage;

namespace Assistant.Host.Cli;

/// <summary>The data folder of a command: <c>--data</c>, else <c>ASSISTANT_DATA</c>, else the one in use.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Name">Its name below the data root; null where a path was given.</param>
/// <param name="GivenPath">The path given by <c>--data</c>, which the next command needs again.</param>
internal sealed record FolderChoice(DataFolder Folder, string? Name, string? GivenPath)
{
    public const string Variable = "ASSISTANT_DATA";

    public bool IsDemo => Folder.IsDemo;

    public static FolderChoice Of(string? given, Func<string, string?> variable, DataRoot root)
    {
        if (!string.IsNullOrWhiteSpace(given))
            return new FolderChoice(new DataFolder(given), null, given);
        if (variable(Variable) is { Length: > 0 } path)
            return new FolderChoice(new DataFolder(path), null, null);
        return Named(root.CurrentName, root);
    }

    public static FolderChoice Named(string name, DataRoot root) => new(root.Folder(name), name, null);
}
