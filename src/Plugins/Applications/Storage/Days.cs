using System.Globalization;

namespace Assistant.Plugins.Applications.Storage;

/// <summary>Days as they are stored, and as they are written in a search.</summary>
internal static class Days
{
    public const string Format = "yyyy-MM-dd";

    public static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    public static string? Text(DateOnly? day) => day is { } known ? Text(known) : null;

    public static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(time.GetLocalNow().Date);
}
