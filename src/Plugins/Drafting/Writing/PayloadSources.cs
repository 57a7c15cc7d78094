using Assistant.Plugins.Drafting.Prompting;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>The sources of a payload, read back from between its markers: all that the rehearsal knows of a request.</summary>
internal static class PayloadSources
{
    public static List<WritingSource> Of(IEnumerable<ChatMessage> messages)
    {
        var found = new List<WritingSource>();
        var kind = default(SourceKind?);
        var end = "";
        foreach (var line in messages.Where(static m => m.Role == ChatRole.User).SelectMany(static m => m.Text.Split('\n')))
        {
            if (kind is null && line.StartsWith("BEGIN ", StringComparison.Ordinal) && line.Split(' ', 3) is [_, var marker, var label])
                (kind, end) = (Kind(label), $"END {marker}");
            else if (line == end)
                kind = null;
            else if (kind is { } current && line.StartsWith('[') && line.IndexOf("] ", StringComparison.Ordinal) is var close and > 0)
                found.Add(new WritingSource(line[1..close], current, line[(close + 2)..]));
        }

        return found;
    }

    private static SourceKind Kind(string label) => Enum.GetValues<SourceKind>().First(kind => Fencing.Fence.Label(kind) == label || kind == SourceKind.Note);
}
