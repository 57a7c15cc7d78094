using System.Collections;
using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>
/// A message's or part's header: every field in the order it came, with its bytes. Usable alone, since providers deliver headers without
/// bodies: everything that headers can decide is decided from this type.
/// </summary>
public sealed class HeaderBlock : IReadOnlyList<HeaderField>
{
    public static readonly HeaderBlock Empty = new([], []);

    private readonly IReadOnlyList<HeaderField> _fields;

    private readonly Dictionary<string, List<HeaderField>> _byName = new(StringComparer.OrdinalIgnoreCase);

    internal HeaderBlock(IReadOnlyList<HeaderField> fields, IReadOnlyList<MailProblem> problems)
    {
        _fields = fields;
        Problems = problems;
        foreach (var field in fields)
        {
            if (!_byName.TryGetValue(field.Name, out var same))
                _byName[field.Name] = same = [];
            same.Add(field);
        }
    }

    public IReadOnlyList<MailProblem> Problems { get; }

    public int Count => _fields.Count;

    public HeaderField this[int index] => _fields[index];

    /// <summary>Reads a header up to its empty line or the end. Never throws.</summary>
    public static HeaderBlock Parse(ReadOnlyMemory<byte> bytes) => HeaderReader.Read(bytes, new MimeWork()).Header;

    /// <summary>Reads a header given as text, such as one quoted in a body.</summary>
    public static HeaderBlock Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// A header of names and values as the Gmail and Graph APIs list them, in their order. A value may be folded or decoded already; a name
    /// that is none (RFC 5322 section 3.6.8) is left out with a problem.
    /// </summary>
    public static HeaderBlock From(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var result = new List<HeaderField>();
        var problems = new List<MailProblem>();
        foreach (var (name, value) in fields)
        {
            if (name.Length == 0 || !name.All(c => MailText.IsFieldName(c)))
            {
                problems.Add(new MailProblem("", "a header field's name is not a name"));
                continue;
            }

            var raw = Encoding.UTF8.GetBytes($"{name}: {value}\r\n");
            result.Add(new HeaderField(name, raw, raw.AsMemory(name.Length + 1)));
        }

        return new HeaderBlock(result, problems);
    }

    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>All fields of a name, in order.</summary>
    public IReadOnlyList<HeaderField> All(string name) => _byName.TryGetValue(name, out var fields) ? fields : [];

    /// <summary>The first field of a name.</summary>
    public HeaderField? Find(string name) => _byName.TryGetValue(name, out var fields) ? fields[0] : null;

    /// <summary>The first field's unfolded value, encoded words left alone.</summary>
    public string? Value(string name) => Find(name)?.Value;

    /// <summary>The first field's text for people, encoded words decoded.</summary>
    public string? Text(string name) => Find(name)?.Text;

    /// <summary>The mailboxes of every field of a name, groups flattened.</summary>
    public IReadOnlyList<Mailbox> Mailboxes(string name)
    {
        var fields = All(name);
        return fields.Count == 1 ? Mailbox.ParseList(fields[0].Value) : [.. fields.SelectMany(f => Mailbox.ParseList(f.Value)).Take(MimeLimits.Addresses)];
    }

    public string? Subject => Text("Subject");

    /// <summary>The first From mailbox.</summary>
    public Mailbox? From() => Mailboxes("From") is [var first, ..] ? first : null;

    /// <summary>The message's own id without angle brackets.</summary>
    public string? MessageId => Value("Message-ID") is { } value && MessageIds.Parse(value) is [var id, ..] ? id : null;

    public DateTimeOffset? Date => Value("Date") is { } value && MailDate.TryParse(value, out var date) ? date : null;

    /// <summary>The media type; text/plain where it is absent or wrong (RFC 2045 section 5.2).</summary>
    public ContentType ContentType => Value("Content-Type") is { } value ? ContentType.Parse(value) : ContentType.PlainText;

    public IEnumerator<HeaderField> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
