using System.Text;

namespace Assistant.Host.Storage;

/// <summary>The folder that holds data folders (<c>main</c>, <c>demo</c>) and the pointer to the one in use.</summary>
internal sealed class DataRoot(string path)
{
    public const string HomeVariable = "ASSISTANT_HOME";
    public const string Main = "main";
    public const string Demo = "demo";

    public string FullPath { get; } = Path.GetFullPath(path);

    private string CurrentPath => Path.Combine(FullPath, "current");

    /// <summary>Where the system keeps a program's data for this user, or where <c>ASSISTANT_HOME</c> says.</summary>
    public static DataRoot Find()
    {
        if (Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } home)
            return new DataRoot(home);
        if (OperatingSystem.IsWindows())
            return new DataRoot(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "Assistant"));
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS())
            return new DataRoot(Path.Combine(user, "Library", "Application Support", "Assistant"));
        return new DataRoot(Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data && Path.IsPathRooted(data)
            ? Path.Combine(data, "assistant")
            : Path.Combine(user, ".local", "share", "assistant"));
    }

    public DataFolder Folder(string name) => PathName.IsId(name)
        ? new DataFolder(Path.Combine(FullPath, name))
        : throw new ArgumentException($"'{name}' is no name of a data folder.", nameof(name));

    /// <summary>The name of the folder in use; <c>main</c> where nothing (or nothing usable) was chosen.</summary>
    public string CurrentName
    {
        get
        {
            try
            {
                var name = File.ReadAllText(CurrentPath).Trim();
                return PathName.IsId(name) ? name : Main;
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
            {
                return Main;
            }
        }
    }

    public DataFolder Current => Folder(CurrentName);

    public void SetCurrent(string name)
    {
        if (!PathName.IsId(name))
            throw new ArgumentException($"'{name}' is no name of a data folder.", nameof(name));
        DurableFile.CreateFolder(FullPath);
        DurableFile.Replace(CurrentPath, Encoding.UTF8.GetBytes(name + "\n"));
    }
}
