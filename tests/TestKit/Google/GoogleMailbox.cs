using System.Globalization;
using System.Text;
using Assistant.Mail.Mime;

namespace Assistant.TestKit.Google;

/// <summary>
/// One account's mail. It keeps a ledger of what was submitted and de-duplicates nothing, gives every sent message another Message-ID, and shows the
/// Sent copy when it likes.
/// </summary>
public sealed class GoogleMailbox(string address, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<GoogleMessage> _messages = [];
    private readonly Dictionary<string, GoogleMessage> _drafts = [];
    private readonly List<GoogleSent> _ledger = [];
    private long _history = 1_048_576;
    private long _ids = 0x19a1b2c3d4e50000;

    public string Address => address;

    /// <summary>Every submission taken.</summary>
    public IReadOnlyList<GoogleSent> Ledger
    {
        get
        {
            lock (_gate)
                return [.. _ledger];
        }
    }

    public IReadOnlyList<GoogleMessage> Messages
    {
        get
        {
            lock (_gate)
                return [.. _messages];
        }
    }

    public IReadOnlyDictionary<string, GoogleMessage> Drafts
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, GoogleMessage>(_drafts);
        }
    }

    /// <summary>How long until a Sent copy is seen; null is never.</summary>
    public TimeSpan? SentDelay { get; set; } = TimeSpan.Zero;

    /// <summary>The oldest point of the history that is still known.</summary>
    public long Floor { get; set; }

    public long HistoryId
    {
        get
        {
            lock (_gate)
                return _history;
        }
    }

    /// <summary>Addresses that this account may send as, beside its own.</summary>
    public List<string> Aliases { get; } = [];

    public string Signature { get; set; } = "";

    /// <summary>Everything in it that can be seen now, newest first.</summary>
    public List<GoogleMessage> Seen(Func<GoogleMessage, bool> which)
    {
        lock (_gate)
            return [.. _messages.Where(message => message.Seen <= time.GetUtcNow() && which(message)).Reverse()];
    }

    public GoogleMessage? Find(string id)
    {
        lock (_gate)
            return _messages.Find(message => message.Id == id) ?? _drafts.Values.FirstOrDefault(draft => draft.Id == id);
    }

    /// <summary>Mail comes in.</summary>
    public GoogleMessage Receive(byte[] raw, string? threadId = null, params IReadOnlyList<string> labels)
    {
        lock (_gate)
        {
            var id = NextId();
            return Add(new GoogleMessage { Id = id, ThreadId = threadId ?? Thread(raw) ?? id, Labels = labels.Count > 0 ? labels : ["UNREAD", "INBOX"], Date = time.GetUtcNow(), Raw = raw, HistoryId = ++_history, Seen = time.GetUtcNow() });
        }
    }

    /// <summary>Takes a message to send.</summary>
    public GoogleMessage Send(byte[] raw, string? threadId)
    {
        lock (_gate)
        {
            var id = NextId();
            var copy = new GoogleMessage
            {
                Id = id, ThreadId = threadId ?? Thread(raw) ?? id, Labels = ["SENT"], Date = time.GetUtcNow(), Raw = Rewritten(raw, trace: true), HistoryId = ++_history,
                Seen = SentDelay is { } delay ? time.GetUtcNow() + delay : DateTimeOffset.MaxValue,
            };
            var headers = HeaderBlock.Parse(raw);
            _ledger.Add(new GoogleSent(headers.Value("X-Assistant-Id") ?? "", raw, [.. Recipients(headers)], time.GetUtcNow(), id));
            return Add(copy);
        }
    }

    public string PutDraft(byte[] raw, string? threadId, string? draftId = null)
    {
        lock (_gate)
        {
            draftId ??= string.Create(CultureInfo.InvariantCulture, $"r{_ids++}");
            var id = NextId();
            _drafts[draftId] = new GoogleMessage { Id = id, ThreadId = threadId ?? id, Labels = ["DRAFT"], Date = time.GetUtcNow(), Raw = Rewritten(raw, trace: false), HistoryId = ++_history, Seen = time.GetUtcNow() };
            return draftId;
        }
    }

    public bool DeleteDraft(string draftId)
    {
        lock (_gate)
            return _drafts.Remove(draftId);
    }

    public void Delete(string messageId)
    {
        lock (_gate)
            _messages.RemoveAll(message => message.Id == messageId);
    }

    /// <summary>Whether a conversation is there.</summary>
    public bool HasThread(string threadId)
    {
        lock (_gate)
            return _messages.Exists(message => message.ThreadId == threadId);
    }

    public static IEnumerable<string> Recipients(HeaderBlock headers) =>
        headers.Mailboxes("To").Concat(headers.Mailboxes("Cc")).Concat(headers.Mailboxes("Bcc")).Select(static mailbox => mailbox.Address);

    private GoogleMessage Add(GoogleMessage message)
    {
        _messages.Add(message);
        return message;
    }

    private string? Thread(byte[] raw)
    {
        var headers = HeaderBlock.Parse(raw);
        var cited = (headers.Value("In-Reply-To") ?? "") + " " + (headers.Value("References") ?? "");
        return _messages.Find(message => message.Field("Message-ID") is { Length: > 0 } id && cited.Contains(id, StringComparison.Ordinal))?.ThreadId;
    }

    private string NextId() => (_ids++).ToString("x16", CultureInfo.InvariantCulture);

    // Another Message-ID always, and a trace field on what was sent; everything else stays as it came.
    private static byte[] Rewritten(byte[] raw, bool trace)
    {
        var text = Encoding.Latin1.GetString(raw);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = end < 0 ? text : text[..end];
        var start = head.IndexOf("Message-ID:", StringComparison.OrdinalIgnoreCase);
        var mine = $"Message-ID: <CA{Guid.NewGuid():N}@mail.gmail.com>";
        if (start >= 0)
        {
            var stop = head.IndexOf("\r\n", start, StringComparison.Ordinal);
            while (stop >= 0 && stop + 2 < head.Length && head[stop + 2] is ' ' or '\t')
                stop = head.IndexOf("\r\n", stop + 2, StringComparison.Ordinal);
            head = head[..start] + mine + (stop < 0 ? "" : head[stop..]);
        }
        else
        {
            head = mine + "\r\n" + head;
        }

        return Encoding.Latin1.GetBytes((trace ? "Received: from 1234567890 named unknown by gmailapi.google.com with HTTPREST; Sat, 21 Nov 2026 09:00:00 +0000\r\n" : "") + head + (end < 0 ? "" : text[end..]));
    }
}
