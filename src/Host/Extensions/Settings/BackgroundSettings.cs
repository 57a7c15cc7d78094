using System.Text.Json;
using Assistant.Host.Extensions.Manifests;

namespace Assistant.Host.Extensions.Settings;

/// <summary>
/// What the host does by itself, in <c>settings.json</c>: <c>{"checks": {"everyMinutes": 5}, "notifications": {"desktop": true}}</c>.
/// </summary>
/// <param name="CheckEvery">How often mailboxes are looked through; null is never.</param>
/// <param name="DesktopNotices">Whether replies, bounces and proposals are shown on the desktop.</param>
internal sealed record BackgroundSettings(TimeSpan? CheckEvery, bool DesktopNotices)
{
    private const int DefaultMinutes = 5;

    // A day: whoever wants it rarer wants it off.
    private const int MostMinutes = 24 * 60;

    public static BackgroundSettings Default { get; } = new(TimeSpan.FromMinutes(DefaultMinutes), true);

    /// <summary>The default in place of whatever is missing or wrong; what is wrong becomes a problem of its place.</summary>
    public static BackgroundSettings Read(JsonPlace root) => new(Minutes(Member(root, "checks", "everyMinutes")), Desktop(Member(root, "notifications", "desktop")));

    private static JsonPlace? Member(JsonPlace root, string group, string name) =>
        root.Member(group) is { } place && place.IsObject($"Write {{\"{group}\": {{\"{name}\": ...}}}}.") ? place.Member(name) : null;

    private static TimeSpan? Minutes(JsonPlace? place)
    {
        if (place is not { } given)
            return Default.CheckEvery;
        if (given.Value.ValueKind == JsonValueKind.Number && given.Value.TryGetInt32(out var minutes) && minutes is >= 0 and <= MostMinutes)
            return minutes == 0 ? null : TimeSpan.FromMinutes(minutes);
        given.Problem("This is no number of minutes.", $"Write a whole number from 1 to {MostMinutes}, or 0 for never.");
        return Default.CheckEvery;
    }

    private static bool Desktop(JsonPlace? place)
    {
        if (place is not { } given)
            return Default.DesktopNotices;
        if (given.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return given.Value.GetBoolean();
        given.Problem($"This is {JsonPlace.Kind(given.Value)}, not true or false.", "Write true or false.");
        // Who wrote something here most likely wanted quiet.
        return false;
    }
}
