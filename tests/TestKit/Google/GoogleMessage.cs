using System.Text;

namespace Assistant.TestKit.Google;

/// <summary>A message in a faked mailbox.</summary>
public sealed record GoogleMessage
{
    public required string Id { get; init; }
    public required string ThreadId { get; init; }
    public required IReadOnlyList<string> Labels { get; init; }
    public required DateTimeOffset Date { get; init; }
    public required byte[] Raw { get; init; }
    public required long HistoryId { get; init; }

    /// <summary>When it begins to be seen in lists and history; a Sent copy may come late.</summary>
    public DateTimeOffset Seen { get; init; }

    /// <summary>The header's fields as they stand, unfolded.</summary>
    public IEnumerable<(string Name, string Value)> Fields()
    {
        var text = Encoding.UTF8.GetString(Raw).Replace("\r\n", "\n", StringComparison.Ordinal);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var head = (end < 0 ? text : text[..end]).Replace("\n ", " ", StringComparison.Ordinal).Replace("\n\t", " ", StringComparison.Ordinal);
        foreach (var line in head.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                yield return (line[..colon], line[(colon + 1)..].Trim());
        }
    }

    public string? Field(string name) => Fields().FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>One submission that the fake took: the truth that suites count.</summary>
/// <param name="OutboxId">What our own header says.</param>
/// <param name="Raw">The bytes as they were given to it.</param>
/// <param name="To">Whom it goes to, by To, Cc and Bcc.</param>
/// <param name="At">When.</param>
/// <param name="Message">The Sent copy's id.</param>
public sealed record GoogleSent(string OutboxId, byte[] Raw, IReadOnlyList<string> To, DateTimeOffset At, string Message);
