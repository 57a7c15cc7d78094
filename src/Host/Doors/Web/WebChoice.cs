using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Host.Storage;

namespace Assistant.Host.Doors.Web;

/// <summary>
/// What is known of the web door between starts, in <c>web.json</c>: readable before the database is open, so that the door waits for nothing but the door.
/// </summary>
internal sealed record WebChoice
{
    public const string FileName = "web.json";

    /// <summary>Whether the door is opened at a start.</summary>
    public bool Enabled { get; init; }

    /// <summary>Chosen once, because pages and their keys are bound to the origin it is part of; 0 until then.</summary>
    public int Port { get; init; }

    /// <summary>The fingerprint of the authority that a browser was last told to trust; null before that.</summary>
    public string? Trusted { get; init; }

    [JsonIgnore]
    public string? Origin => Port == 0 ? null : $"https://{Host}";

    /// <summary>The one value that the header may have.</summary>
    [JsonIgnore]
    public string Host => $"localhost:{Port}";

    /// <summary>Nothing chosen where there is no such file.</summary>
    /// <exception cref="StorageException">It is there and says nothing usable.</exception>
    public static WebChoice Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return new WebChoice();
        try
        {
            var choice = JsonSerializer.Deserialize(File.ReadAllBytes(path), WebFilesJson.Default.WebChoice);
            return choice is { Port: >= 0 and <= ushort.MaxValue } and not { Enabled: true, Port: 0 } ? choice : throw Unreadable(path, null);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new WebChoice();
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, error);
        }
    }

    public void Write(string folder) => DurableFile.Replace(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, WebFilesJson.Default.WebChoice));

    private static StorageException Unreadable(string path, Exception? inner) =>
        new(StorageFault.Corrupt, $"{path} does not say which port the web door has.", "Delete that file and run `assistant web enable`; pages are then paired again.", inner);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, WriteIndented = true)]
[JsonSerializable(typeof(WebChoice))]
internal sealed partial class WebFilesJson : JsonSerializerContext;
