using System.Text;

namespace Assistant.Host.Storage.Secrets;

/// <summary>
/// What <c>secrets/place</c> says: the place that was chosen, the id that tells this folder's secrets from another's in it,
/// and, once the master key is made, its fingerprint. Holds no secret.
/// </summary>
internal sealed record SecretRecord(SecretPlaceKind Place, string FolderId, string? MasterKey)
{
    public static string PathIn(string folder) => Path.Combine(folder, "place");

    /// <summary>Null when nothing was chosen yet.</summary>
    /// <exception cref="SecretPlaceException">The file is there and says nothing usable.</exception>
    public static SecretRecord? Read(string folder)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PathIn(folder));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        SecretPlaceKind? place = null;
        string? folderId = null, masterKey = null;
        foreach (var line in lines)
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                continue;
            var value = line[(equals + 1)..];
            switch (line[..equals])
            {
                case "place":
                    place = value switch
                    {
                        "file" => SecretPlaceKind.File,
                        "secret-service" => SecretPlaceKind.SecretService,
                        "keychain" => SecretPlaceKind.Keychain,
                        "dpapi" => SecretPlaceKind.Dpapi,
                        _ => null,
                    };
                    break;
                case "folder":
                    folderId = value;
                    break;
                case "master-key":
                    masterKey = value;
                    break;
            }
        }

        return place is { } kind && PathName.IsId(folderId ?? "")
            ? new SecretRecord(kind, folderId!, masterKey)
            : throw new SecretPlaceException($"{PathIn(folder)} does not say where the secrets are.", "Restore that file from a backup; it holds no secret itself.");
    }

    public byte[] Encode()
    {
        var place = Place switch
        {
            SecretPlaceKind.SecretService => "secret-service",
            SecretPlaceKind.Keychain => "keychain",
            SecretPlaceKind.Dpapi => "dpapi",
            _ => "file",
        };
        return Encoding.UTF8.GetBytes($"place={place}\nfolder={FolderId}\n{(MasterKey is null ? "" : $"master-key={MasterKey}\n")}");
    }
}
