using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Host.Doors;
using Assistant.Host.Extensions.Settings;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host;

/// <summary>
/// Keeps, beside the database, what a connection is told first, so that the next start can say it before the database is opened.
/// Written when a host has ended in order, with the marks of everything it was read from; where one of them has changed since (a host was
/// killed, a backup restored, the folder copied, the program updated) it is not believed.
/// </summary>
internal static class GreetingFile
{
    private const string Name = "greeting.json";

    /// <summary>After the database was closed.</summary>
    public static void Write(DataFolder folder, Greeting greeting)
    {
        try
        {
            DurableFile.Replace(PathIn(folder), JsonSerializer.SerializeToUtf8Bytes(new KeptGreeting(Marks(folder), greeting), GreetingJson.Default.KeptGreeting));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next start opens its database first; nothing else depends on this file.
        }
    }

    /// <summary>What was kept, if it still holds; else null.</summary>
    public static Greeting? Read(DataFolder folder)
    {
        try
        {
            var kept = Parse(File.ReadAllBytes(PathIn(folder)));
            return kept.Greeting.Version == Installation.Version && kept.Marks == Marks(folder) ? kept.Greeting with { Demo = folder.IsDemo } : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    // By hand, because this is on the way to a client's first answer: to describe the types to the serializer takes longer than all the rest of it.
    private static KeptGreeting Parse(byte[] json)
    {
        var kept = JsonElement.Parse(json);
        var greeting = kept.GetProperty(nameof(KeptGreeting.Greeting));
        var needs = greeting.GetProperty(nameof(Greeting.Needs)).EnumerateArray().Select(static need => new SetupNeed
        {
            Code = Text(need, nameof(SetupNeed.Code)),
            Message = Text(need, nameof(SetupNeed.Message)),
            Remedy = Text(need, nameof(SetupNeed.Remedy)),
            Form = need.TryGetProperty(nameof(SetupNeed.Form), out var form) && form.ValueKind != JsonValueKind.Null ? form : null,
        });
        return new KeptGreeting(Text(kept, nameof(KeptGreeting.Marks)), new Greeting(Text(greeting, nameof(Greeting.Version)), Demo: false, Text(greeting, nameof(Greeting.Person)), [.. needs]));

        static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new JsonException(name);
    }

    private static string PathIn(DataFolder folder) => Path.Combine(folder.FullPath, Name);

    // The database's own log is gone after an orderly end, and holds what the file lacks after any other.
    private static string Marks(DataFolder folder) => string.Join(
        ' ',
        Mark(folder.DatabasePath),
        Mark(folder.DatabasePath + "-wal"),
        Mark(Path.Combine(folder.FullPath, SettingsFile.FileName)),
        Mark(folder.State.DeviceGeneration.FullPath));

    private static string Mark(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.Length}@{file.LastWriteTimeUtc.Ticks}") : "none";
    }
}

internal sealed record KeptGreeting(string Marks, Greeting Greeting);

[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeptGreeting))]
internal sealed partial class GreetingJson : JsonSerializerContext;
