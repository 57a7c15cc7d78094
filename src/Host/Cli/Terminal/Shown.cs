using System.Globalization;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Terminal;

/// <summary>How values look to a person.</summary>
internal static class Shown
{
    private const int ShortIdLength = 8;

    /// <summary>The end of an id: its beginning is a time, which records made together share.</summary>
    public static string Id(string id) => id.Length > ShortIdLength ? id[^ShortIdLength..] : id;

    /// <summary>A mailbox by its name, where it has one.</summary>
    public static string Person(string mailbox) =>
        mailbox.IndexOf('<', StringComparison.Ordinal) is > 0 and var name ? mailbox[..name].Trim().Trim('"') : mailbox.Trim('<', '>');

    public static string People(IEnumerable<string> mailboxes) => string.Join(", ", mailboxes.Select(Person));

    public static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    public static string Second(DateTimeOffset time) => time.ToLocalTime().ToString("d MMM HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A path, or words with one in them, with the user's own folder as people write it.</summary>
    public static string Path(string path)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 1 && !OperatingSystem.IsWindows() ? path.Replace(home + "/", "~/", StringComparison.Ordinal) : path;
    }

    /// <summary>How much of a message was given away; 100 only when it is all.</summary>
    public static string Percent(UploadProgress upload) => string.Create(CultureInfo.InvariantCulture, $"{upload.Done * 100 / upload.Total} %");

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.#} MiB"),
    };

    /// <summary>The words of a name in camel case: <c>needsPerson</c> is "needs person".</summary>
    public static string Words<T>(T value)
        where T : struct, Enum => Words(value.ToString());

    public static string Words(string name) =>
        string.Concat(name.Select((c, index) => char.IsUpper(c) ? (index > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));

    public static string Count(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";
}
