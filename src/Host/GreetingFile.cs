using System.Globalization;
using System.Text.Json;
using Assistant.Host.Doors;
using Assistant.Host.Extensions.Settings;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host;

/// <summary>
/// Keeps, beside the database, what a connection is told first, so that the next start can say it before the database is opened.
/// Written when a host has ended in order, with the marks of everything it was read from; where one of them has changed since (a host was
/// killed, a backup restored, the folder copied, the program updated) it is not believed. It is no JSON, because it is read on the way to a client's first
/// answer, and a document takes longer to open than all the rest of it.
/// </summary>
internal static class GreetingFile
{
    private const string Name = "greeting";

    /// <summary>After the database was closed.</summary>
    public static void Write(DataFolder folder, Greeting greeting)
    {
        try
        {
            DurableFile.Replace(PathIn(folder), Encode(new KeptGreeting(Marks(folder), greeting)));
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
            var kept = Decode(File.ReadAllBytes(PathIn(folder)));
            return kept.Greeting.Version == Installation.Version && kept.Marks == Marks(folder) ? kept.Greeting with { Demo = folder.IsDemo } : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or JsonException)
        {
            return null;
        }
    }

    private static byte[] Encode(KeptGreeting kept)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
        {
            writer.Write(kept.Marks);
            writer.Write(kept.Greeting.Version);
            writer.Write(kept.Greeting.Person);
            writer.Write(kept.Greeting.Needs.Count);
            foreach (var need in kept.Greeting.Needs)
            {
                writer.Write(need.Code);
                writer.Write(need.Message);
                writer.Write(need.Remedy);
                writer.Write(need.Form?.GetRawText() ?? "");
            }
        }

        return bytes.ToArray();
    }

    private static KeptGreeting Decode(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var (marks, version, person) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
        var needs = new List<SetupNeed>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (code, message, remedy, form) = (reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString());
            needs.Add(new SetupNeed { Code = code, Message = message, Remedy = remedy, Form = form.Length == 0 ? null : JsonElement.Parse(form) });
        }

        return new KeptGreeting(marks, new Greeting(version, Demo: false, person, needs));
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
