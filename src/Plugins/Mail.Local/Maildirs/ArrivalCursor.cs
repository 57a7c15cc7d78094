using System.Globalization;

namespace Assistant.Plugins.MailLocal.Maildirs;

/// <summary>How far a Maildir was read.</summary>
/// <param name="Index">The <see cref="ArrivalIndex.Name"/> that it counts by.</param>
/// <param name="Number">The last message dealt with.</param>
internal sealed record ArrivalCursor(string Index, long Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}:{Number}");

    /// <summary>Null where the text is no cursor of ours.</summary>
    public static ArrivalCursor? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(text[..colon], number)
            : null;
    }
}
