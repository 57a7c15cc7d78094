using System.Text;
using System.Text.Json.Nodes;

namespace Assistant.Host.Keeping.Taking;

/// <summary>A contact as vCard 4.0 (RFC 6350).</summary>
internal static class VCard
{
    private const int LongestLine = 75;

    public static string Of(JsonObject contact, IEnumerable<string> addresses)
    {
        var fields = contact["fields"] as JsonObject;
        var card = new StringBuilder();
        Line("BEGIN:VCARD");
        Line("VERSION:4.0");
        Line($"UID:urn:uuid:{contact["id"]}");
        Line($"KIND:{((string?)contact["kind"] == "organisation" ? "org" : "individual")}");
        Line($"FN:{Text(contact["name"])}");
        foreach (var (address, n) in addresses.Select(static (address, n) => (address, n)))
            Line($"EMAIL{(n == 0 ? ";PREF=1" : "")}:{Escape(address)}");
        if (fields?["company"] is { } company)
            Line($"ORG:{Text(company)}");
        if (fields?["role"] is { } role)
            Line($"TITLE:{Text(role)}");
        Line("END:VCARD");
        return card.ToString();

        void Line(string line) => card.Append(Folded(line)).Append("\r\n");
    }

    private static string Text(JsonNode? node) => Escape(node?.ToString() ?? "");

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .ReplaceLineEndings("\n").Replace("\n", "\\n", StringComparison.Ordinal);

    // Folded at octets, never within a character.
    private static string Folded(string line)
    {
        var (folded, length) = (new StringBuilder(), 0);
        foreach (var rune in line.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > LongestLine)
            {
                folded.Append("\r\n ");
                length = 1;
            }

            folded.Append(rune);
            length += rune.Utf8SequenceLength;
        }

        return folded.ToString();
    }
}
