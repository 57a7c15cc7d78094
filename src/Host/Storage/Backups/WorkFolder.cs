using System.Text;

namespace Assistant.Host.Storage.Backups;

/// <summary>A folder for one piece of work, gone with it. One that a crash left is deleted by the next.</summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Elsewhere = "elsewhere";

    private WorkFolder(string path) => FullPath = path;

    public string FullPath { get; }

    /// <param name="parent">Holds nothing but work folders, and only of one piece of work at a time.</param>
    public static WorkFolder Make(string parent)
    {
        Clear(parent);
        var path = Path.Combine(parent, Guid.NewGuid().ToString("N"));
        DurableFile.CreateFolder(path);
        return new WorkFolder(path);
    }

    /// <summary>Deletes what a crash left, here and elsewhere.</summary>
    public static void Clear(string parent)
    {
        if (!Directory.Exists(parent))
            return;
        foreach (var note in Directory.GetFiles(parent, Elsewhere, SearchOption.AllDirectories))
        {
            if (File.ReadAllText(note) is var path && path.EndsWith(DurableFile.TemporarySuffix, StringComparison.Ordinal) && Directory.Exists(Path.GetDirectoryName(path)))
                File.Delete(path);
        }

        Directory.Delete(parent, recursive: true);
    }

    /// <summary>Goes with the work too: a temporary file in another folder, which is not there yet.</summary>
    public void Note(string path) => DurableFile.Replace(Path.Combine(FullPath, Elsewhere), Encoding.UTF8.GetBytes(path));

    public void Dispose() => Clear(Path.GetDirectoryName(FullPath)!);
}
