using Assistant.Plugins.MailLocal.Files;

namespace Assistant.Plugins.MailLocal.Maildirs;

/// <summary>
/// One Maildir folder. Reading it changes nothing: no file is renamed, marked or deleted, and none moves from <c>new</c> to <c>cur</c>.
/// </summary>
internal sealed class Maildir(string path)
{
    private static readonly EnumerationOptions Plain = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    public string FullPath { get; } = path;

    private string New => Path.Combine(FullPath, "new");

    private string Cur => Path.Combine(FullPath, "cur");

    private string Tmp => Path.Combine(FullPath, "tmp");

    /// <summary>What keeps the folder from being read as a Maildir, or null.</summary>
    public string? Refusal()
    {
        if (!Directory.Exists(FullPath))
            return "there is no such folder";
        foreach (var part in (string[])[New, Cur, Tmp])
        {
            if (!Directory.Exists(part))
                return $"it has no folder '{Path.GetFileName(part)}', so it is no Maildir";
            try
            {
                _ = Directory.EnumerateFileSystemEntries(part, "*", Plain).FirstOrDefault();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                return $"its folder '{Path.GetFileName(part)}' cannot be read";
            }
        }

        return null;
    }

    public void Create()
    {
        foreach (var part in (string[])[New, Cur, Tmp])
            Durable.MakeFolder(part);
        Durable.SyncFolder(FullPath);
    }

    /// <summary>A Maildir++ sub-folder, for example <c>.Sent</c>.</summary>
    public Maildir Folder(string name) => new(Path.Combine(FullPath, name));

    /// <summary>The sub-folder, made where it is missing with the marker file by which Maildir++ programs know one.</summary>
    public Maildir MakeFolder(string name)
    {
        var folder = Folder(name);
        if (folder.Refusal() is null)
            return folder;
        folder.Create();
        var marker = Path.Combine(folder.FullPath, "maildirfolder");
        if (!File.Exists(marker))
            Durable.Write(marker);
        Durable.SyncFolder(folder.FullPath);
        Durable.SyncFolder(FullPath);
        return folder;
    }

    /// <summary>
    /// Delivers a message: written in <c>tmp</c>, on the disk, then renamed, as the specification asks. Calling again with the same name changes
    /// nothing, so that a delivery interrupted anywhere can simply be repeated.
    /// </summary>
    /// <param name="name">Unique in this folder; see <see cref="MaildirName.Unique"/>.</param>
    /// <param name="received">Becomes the file's time, which is when a Maildir says a message came.</param>
    /// <param name="seen">Filed in <c>cur</c> as read, as a copy of our own mail is.</param>
    /// <param name="parts">The message, with LF line ends.</param>
    /// <returns>False where the message is already there.</returns>
    public bool Deliver(string name, DateTimeOffset received, bool seen, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        if (Find(name) is not null)
            return false;
        var draft = Path.Combine(Tmp, name);
        File.Delete(draft);
        Durable.Write(draft, parts);
        File.SetLastWriteTimeUtc(draft, received.UtcDateTime);
        Durable.Move(draft, seen ? Path.Combine(Cur, name + ":2,S") : Path.Combine(New, name));
        return true;
    }

    /// <summary>The file of a message wherever it is by now, or null.</summary>
    public string? Find(string key)
    {
        if (!MaildirName.IsKey(key))
            return null;
        var plain = Path.Combine(New, key);
        if (File.Exists(plain))
            return plain;
        // A pattern would read '*' and '?' in a key as wild cards.
        return Files().FirstOrDefault(f => MaildirName.Key(Path.GetFileName(f.AsSpan())) == key);
    }

    /// <summary>
    /// Every file, <c>new</c> before <c>cur</c>: a message that moves between the two while this reads is met at least once, perhaps twice.
    /// </summary>
    public IEnumerable<string> Files() =>
        Directory.EnumerateFiles(New, "*", Plain).Concat(Directory.EnumerateFiles(Cur, "*", Plain)).Where(f => !Path.GetFileName(f.AsSpan()).StartsWith("."));
}
