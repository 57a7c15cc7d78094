namespace Assistant.Host.Storage.Secrets;

/// <summary>Secrets as files that only this user can read. What it guards against is other users, not programs of the same one.</summary>
internal sealed class FileSecretPlace(string folder) : SecretPlace
{
    private const string Suffix = ".key";

    public override SecretPlaceKind Kind => SecretPlaceKind.File;

    public override string Description => $"files in {folder}, readable by this user only";

    public override byte[]? Find(string name)
    {
        try
        {
            return File.ReadAllBytes(FilePath(name));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SecretPlaceException($"{FilePath(name)} cannot be read.", "Give your user read permission on it.", error);
        }
    }

    public override void Store(string name, ReadOnlySpan<byte> secret)
    {
        DurableFile.CreateFolder(folder);
        DurableFile.Replace(FilePath(name), secret);
    }

    // The rename itself refuses to replace, so that two processes cannot both be first.
    public override void StoreFirst(string name, ReadOnlySpan<byte> secret)
    {
        DurableFile.CreateFolder(folder);
        DurableFile.WriteOnce(FilePath(name), secret);
    }

    public override void Delete(string name) => File.Delete(FilePath(name));

    public override IReadOnlyList<string> Names(string beginning) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, beginning + "*" + Suffix).Select(static path => Path.GetFileNameWithoutExtension(path))]
        : [];

    private string FilePath(string name) => PathName.IsId(name)
        ? Path.Combine(folder, name + Suffix)
        : throw new ArgumentException($"'{name}' is no name of a secret.", nameof(name));
}
