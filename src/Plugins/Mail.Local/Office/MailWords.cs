using System.Text;
using Assistant.Mail.Mime;

namespace Assistant.Plugins.MailLocal.Office;

/// <summary>What an answer takes from the mail it answers, fit for the strict builder: the other mail's header is anyone's text.</summary>
internal static class MailWords
{
    /// <summary>Control characters as spaces, and no longer than a subject may be.</summary>
    public static string OneLine(string text)
    {
        const int longest = 500;
        var line = string.Concat(text.EnumerateRunes().Select(r => Rune.IsControl(r) || r.Value is 0x2028 or 0x2029 ? " " : r.ToString())).Trim();
        return line.Length <= longest ? line : line[..longest];
    }

    /// <summary>The id where it may be written into a header, else null.</summary>
    public static string? Answerable(string? id) => id is not null && MessageIds.Refusal(id) is null ? id : null;

    /// <summary>RFC 5322 section 3.6.4: the parent's References and then its id.</summary>
    public static IReadOnlyList<string> Thread(HeaderBlock parent)
    {
        // Enough for any conversation, and the line stays short.
        const int newest = 20;
        var ids = MessageIds.Parse(parent.Value("References") ?? "").Append(parent.MessageId ?? "").Where(id => Answerable(id) is not null).Distinct(StringComparer.Ordinal).ToList();
        return ids.Count <= newest ? ids : ids[^newest..];
    }
}
