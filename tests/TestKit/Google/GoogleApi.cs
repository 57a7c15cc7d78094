using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Assistant.Mail.Mime;

namespace Assistant.TestKit.Google;

/// <summary>Gmail's API over the faked mailboxes: scopes enforced for each method, units counted, and no kinder than the real one.</summary>
public sealed class GoogleApi(FakeGoogle google, TimeProvider time)
{
    private const string Users = "/gmail/v1/users/me";

    private const long MostOfMessage = 35 * 1024 * 1024;

    private readonly ConcurrentQueue<(DateTimeOffset At, int Units)> _spent = new();
    private readonly List<(DateTimeOffset Due, Func<bool> Take)> _late = [];
    private readonly ConcurrentDictionary<string, Upload> _uploads = new();
    private readonly Lock _gate = new();
    private int _units;

    /// <summary>What the next requests to send meet; nothing when it is empty.</summary>
    public ConcurrentQueue<SendTrouble> Troubles { get; } = new();

    /// <summary>What the next requests that send nothing meet, in place of an answer.</summary>
    public ConcurrentQueue<WebAnswer> ReadTroubles { get; } = new();

    /// <summary>Requests to send that came, whatever became of them.</summary>
    public int SendRequests { get; private set; }

    /// <summary>Every request but those of sign-in, with its method and path.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public int Units => Volatile.Read(ref _units);

    /// <summary>The most that was spent in any minute.</summary>
    public int PeakUnits { get; private set; }

    /// <summary>Answers 429 where more than Gmail's limit is spent in a minute.</summary>
    public bool EnforcesQuota { get; set; }

    /// <summary>Runs when a message was taken, before anything is answered.</summary>
    public Action? Taken { get; set; }

    /// <summary>Runs where a request is left without an answer: for a clock that has to go on meanwhile.</summary>
    public Action? Silent { get; set; }

    /// <summary>After so many bytes of an upload, the connection breaks once.</summary>
    public long? BreakUploadAt { get; set; }

    /// <summary>How long sending is locked where the limit of a day is met.</summary>
    public TimeSpan LockOut { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The next piece of an upload that sends is answered with this, and the upload is forgotten.</summary>
    public int? ForgetUpload { get; set; }

    /// <summary>An upload that sent goes on saying that it waits for its last byte.</summary>
    public bool UploadSeemsOpen { get; set; }

    private bool IsSend(WebRequest request) =>
        request.Method == "POST" && request.Path is Users + "/messages/send" or Users + "/drafts/send" || (request.Method == "PUT" && request.Asked("upload_id") is { } id && _uploads.TryGetValue(id, out var upload) && upload.Sends && IsLastPiece(request));

    internal WebEnd Breaks(WebRequest request)
    {
        if (!IsSend(request) || !Troubles.TryPeek(out var trouble) || trouble != SendTrouble.ResetBeforeBody)
            return WebEnd.Answered;
        Troubles.TryDequeue(out _);
        SendRequests++;
        return WebEnd.Reset;
    }

    internal WebAnswer Answer(WebRequest request)
    {
        Settle();
        Asked.Enqueue($"{request.Method} {request.Path}");
        var sends = IsSend(request);
        if (!sends && !ReadTroubles.IsEmpty && request.Path.StartsWith(Users, StringComparison.Ordinal) && ReadTroubles.TryDequeue(out var trouble))
            return trouble;
        if (google.SignIn.Of(request) is not { } grant)
            return GoogleErrors.Unauthorised();
        if (Count(Cost(request)) is { } over)
            return over;
        var mailbox = google.Mailbox(grant.Address);
        if (request.Asked("upload_id") is { } id)
            return Piece(request, mailbox, id);
        if (request.Path.StartsWith("/upload" + Users, StringComparison.Ordinal))
            return Open(request, grant, request.Path[("/upload" + Users).Length..]);
        return request.Path.StartsWith(Users, StringComparison.Ordinal) ? Route(request, grant, mailbox, request.Path[Users.Length..]) : GoogleErrors.NotFound();
    }

    private WebAnswer Route(WebRequest request, GoogleGrant grant, GoogleMailbox mailbox, string path) => (request.Method, path.Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
    {
        ("GET", ["profile"]) => Allow(grant, "compose", "metadata", "modify", "readonly") ?? GoogleReading.Profile(mailbox),
        ("POST", ["messages", "send"]) => Allow(grant, "send", "compose", "modify") ?? Send(mailbox, JsonNode.Parse(request.Body)!, null),
        ("GET", ["messages"]) => Allow(grant, "metadata", "modify", "readonly") ?? GoogleReading.List(request, grant, mailbox),
        ("GET", ["messages", var id]) => Allow(grant, "metadata", "modify", "readonly") ?? GoogleReading.Get(request, grant, mailbox, id),
        ("GET", ["history"]) => Allow(grant, "metadata", "modify", "readonly") ?? GoogleReading.History(request, mailbox),
        ("GET", ["settings", "sendAs"]) => Allow(grant, "modify", "readonly", "settings.basic") ?? GoogleReading.SendAs(mailbox),
        ("POST", ["drafts"]) => Allow(grant, "compose", "modify") ?? PutDraft(mailbox, JsonNode.Parse(request.Body)!["message"]!, null),
        ("GET", ["drafts"]) => Allow(grant, "compose", "modify", "readonly") ?? GoogleReading.Drafts(mailbox),
        ("GET", ["drafts", var id]) => Allow(grant, "compose", "modify", "readonly") ?? GoogleReading.Draft(request, mailbox, id),
        ("DELETE", ["drafts", var id]) => Allow(grant, "compose", "modify") ?? (mailbox.DeleteDraft(id) ? new WebAnswer(204) : GoogleErrors.NotFound()),
        ("POST", ["drafts", "send"]) => Allow(grant, "compose", "modify") ?? SendDraft(mailbox, JsonNode.Parse(request.Body)!, null),
        _ => GoogleErrors.NotFound(),
    };

    private WebAnswer Send(GoogleMailbox mailbox, JsonNode json, byte[]? uploaded)
    {
        if (Bytes(json, uploaded) is not { } raw)
            return GoogleErrors.Invalid("'raw' RFC822 payload message string or uploading message via /upload/* URL required");
        var thread = json["threadId"]?.GetValue<string>();
        if (thread is not null && !mailbox.HasThread(thread))
            return GoogleErrors.NotFound();
        return Recipients(raw) ?? Submit(mailbox, raw, thread, static () => true);
    }

    private WebAnswer SendDraft(GoogleMailbox mailbox, JsonNode json, byte[]? uploaded)
    {
        var id = json["id"]!.GetValue<string>();
        if (!mailbox.Drafts.TryGetValue(id, out var draft))
            return GoogleErrors.NotFound();
        var raw = Bytes(json["message"] ?? new JsonObject(), uploaded) ?? draft.Raw;
        return Recipients(raw) ?? Submit(mailbox, raw, json["message"]?["threadId"]?.GetValue<string>(), () => mailbox.DeleteDraft(id));
    }

    // take says whether there is still something to take: a draft that was deleted is not sent.
    private WebAnswer Submit(GoogleMailbox mailbox, byte[] raw, string? thread, Func<bool> take)
    {
        SendRequests++;
        var trouble = Troubles.TryDequeue(out var next) ? next : SendTrouble.None;
        var until = time.GetUtcNow() + TimeSpan.FromMinutes(3);
        switch (trouble)
        {
            case SendTrouble.Lost408:
                return GoogleErrors.Server(408);
            case SendTrouble.Lost409:
                return GoogleErrors.Server(409);
            case SendTrouble.Lost502:
                return GoogleErrors.Server(502);
            case SendTrouble.Lost503:
                return GoogleErrors.Server(503);
            case SendTrouble.LostReset:
                return WebAnswer.Broken(WebEnd.Reset);
            case SendTrouble.LostClosed:
                return WebAnswer.Broken(WebEnd.Closed);
            case SendTrouble.LostSilent:
                Silent?.Invoke();
                return WebAnswer.Broken(WebEnd.Silent);
            case SendTrouble.ScopeMissing:
                return GoogleErrors.Scope();
            case SendTrouble.ApiDisabled:
                return GoogleErrors.ApiDisabled();
            case SendTrouble.DomainPolicy:
                return GoogleErrors.DomainPolicy();
            case SendTrouble.Unauthorised:
                return GoogleErrors.Unauthorised();
            case SendTrouble.Rate403:
                return GoogleErrors.Rate(403, until);
            case SendTrouble.Rate429:
                return GoogleErrors.Rate(429, until);
            case SendTrouble.SendingLimit:
                return GoogleErrors.Rate(429, until + LockOut, " (Mail sending)");
            case SendTrouble.Invalid:
                return GoogleErrors.Invalid("Invalid To header");
            case SendTrouble.TakenLate:
                lock (_gate)
                {
                    _late.Add((time.GetUtcNow() + TimeSpan.FromSeconds(60), () =>
                    {
                        if (take())
                            mailbox.Send(raw, thread);
                        return true;
                    }));
                }

                return GoogleErrors.Server(503);
        }

        if (!take())
            return GoogleErrors.NotFound();
        var sent = mailbox.Send(raw, thread);
        Taken?.Invoke();
        if (trouble == SendTrouble.TakenThenSilent)
            Silent?.Invoke();
        return trouble switch
        {
            SendTrouble.TakenThen500 => GoogleErrors.Server(500),
            SendTrouble.TakenThen502 => GoogleErrors.Server(502),
            SendTrouble.TakenThen408 => GoogleErrors.Server(408),
            SendTrouble.TakenThen409 => GoogleErrors.Server(409),
            SendTrouble.TakenThen503 => GoogleErrors.Server(503),
            SendTrouble.TakenThen504 => GoogleErrors.Server(504),
            SendTrouble.TakenThenReset => WebAnswer.Broken(WebEnd.Reset),
            SendTrouble.TakenThenClosed => WebAnswer.Broken(WebEnd.Closed),
            SendTrouble.TakenThenSilent => WebAnswer.Broken(WebEnd.Silent),
            SendTrouble.TakenThenNonsense => new WebAnswer(200, "<html>well done</html>", "text/html"),
            _ => WebAnswer.Of(new JsonObject { ["id"] = sent.Id, ["threadId"] = sent.ThreadId, ["labelIds"] = new JsonArray("SENT") }),
        };
    }

    // What was taken late comes with the next request of anybody's.
    private void Settle()
    {
        lock (_gate)
            _late.RemoveAll(late => late.Due <= time.GetUtcNow() && late.Take());
    }

    private static WebAnswer? Recipients(byte[] raw) =>
        GoogleMailbox.Recipients(HeaderBlock.Parse(raw)).Any() ? null : GoogleErrors.Invalid("Recipient address required");

    private static byte[]? Bytes(JsonNode message, byte[]? uploaded)
    {
        if (uploaded is not null)
            return uploaded;
        return message["raw"]?.GetValue<string>() is { } raw && raw.IndexOfAny(['+', '/']) < 0 ? Base64Url.DecodeFromChars(raw) : null;
    }

    private static WebAnswer PutDraft(GoogleMailbox mailbox, JsonNode message, byte[]? uploaded)
    {
        if (Bytes(message, uploaded) is not { } raw)
            return GoogleErrors.Invalid("'raw' RFC822 payload message string or uploading message via /upload/* URL required");
        var thread = message["threadId"]?.GetValue<string>();
        if (thread is not null && !mailbox.HasThread(thread))
            return GoogleErrors.NotFound();
        var id = mailbox.PutDraft(raw, thread);
        return WebAnswer.Of(new JsonObject { ["id"] = id, ["message"] = new JsonObject { ["id"] = mailbox.Drafts[id].Id, ["threadId"] = mailbox.Drafts[id].ThreadId, ["labelIds"] = new JsonArray("DRAFT") } });
    }

    private WebAnswer Open(WebRequest request, GoogleGrant grant, string path)
    {
        if (long.Parse(request.Headers["X-Upload-Content-Length"], CultureInfo.InvariantCulture) > MostOfMessage)
            return GoogleErrors.Server(413);
        var sends = path is "/messages/send" or "/drafts/send";
        if ((path == "/messages/send" ? Allow(grant, "send", "compose", "modify") : Allow(grant, "compose", "modify")) is { } refused)
            return refused;
        var id = Guid.NewGuid().ToString("N");
        _uploads[id] = new Upload(path, sends, long.Parse(request.Headers["X-Upload-Content-Length"], CultureInfo.InvariantCulture), request.Body.Length == 0 ? new JsonObject() : JsonNode.Parse(request.Body)!);
        return new WebAnswer(200) { Headers = { ["Location"] = $"{google.Root}{request.Path}?uploadType=resumable&upload_id={id}" } };
    }

    private WebAnswer Piece(WebRequest request, GoogleMailbox mailbox, string id)
    {
        if (!_uploads.TryGetValue(id, out var upload))
            return GoogleErrors.NotFound();
        Complete(mailbox, upload);
        if (upload.Done is { } done)
            return done;
        if (upload.Sends && ForgetUpload is { } status)
        {
            ForgetUpload = null;
            _uploads.TryRemove(id, out _);
            return GoogleErrors.Server(status);
        }

        upload.Bytes.Write(request.Body);
        if (BreakUploadAt is { } at && upload.Bytes.Length >= at)
        {
            // No more than that came.
            upload.Bytes.SetLength(at);
            BreakUploadAt = null;
            return WebAnswer.Broken(WebEnd.Reset);
        }

        if (upload.Bytes.Length < upload.Size)
            return new WebAnswer(308) { Headers = upload.Bytes.Length > 0 ? new() { ["Range"] = $"bytes=0-{upload.Bytes.Length - 1}" } : [] };
        var bytes = upload.Bytes.ToArray();
        (upload.Whole, upload.Before) = (bytes, mailbox.Ledger.Count);
        var answer = upload.Path switch
        {
            "/messages/send" => Send(mailbox, upload.Json, bytes),
            "/drafts/send" => SendDraft(mailbox, upload.Json, bytes),
            _ => PutDraft(mailbox, upload.Json["message"] ?? new JsonObject(), bytes),
        };
        // Asked again, an upload tells what became of it, also where the answer got lost.
        Complete(mailbox, upload);
        if (!upload.Sends)
            upload.Done = answer;
        else if (upload.Done is null)
            upload.Bytes.SetLength(upload.Size - 1);
        return answer;
    }

    // Also where it was taken only a while after the answer.
    private void Complete(GoogleMailbox mailbox, Upload upload)
    {
        if (!UploadSeemsOpen && upload is { Sends: true, Done: null, Whole: { } whole } && mailbox.Ledger.Skip(upload.Before).FirstOrDefault(line => line.Raw.AsSpan().SequenceEqual(whole)) is { } taken)
            upload.Done = WebAnswer.Of(new JsonObject { ["id"] = taken.Message, ["threadId"] = mailbox.Find(taken.Message)!.ThreadId, ["labelIds"] = new JsonArray("SENT") });
    }

    private static bool IsLastPiece(WebRequest request) =>
        request.Headers.TryGetValue("Content-Range", out var range) && range.Split(' ', '-', '/') is ["bytes", _, var last, var size] && long.Parse(last, CultureInfo.InvariantCulture) + 1 == long.Parse(size, CultureInfo.InvariantCulture);

    private static WebAnswer? Allow(GoogleGrant grant, params ReadOnlySpan<string> any)
    {
        foreach (var name in any)
        {
            if (grant.Has(name))
                return null;
        }

        return GoogleErrors.Scope();
    }

    private static int Cost(WebRequest request) => (request.Method, request.Path.Replace("/upload", "", StringComparison.Ordinal)[..] is var path && path.StartsWith(Users, StringComparison.Ordinal) ? path[Users.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries) : []) switch
    {
        ("GET", ["profile"] or ["settings", ..]) => 1,
        ("GET", ["history"]) => 2,
        ("GET", ["messages"] or ["drafts"]) => 5,
        ("GET", ["messages" or "drafts", _]) => 20,
        ("POST", [_, "send"]) => 100,
        ("POST", ["drafts"]) or ("DELETE", _) => 10,
        _ => 0,
    };

    private WebAnswer? Count(int units)
    {
        lock (_gate)
        {
            _units += units;
            var now = time.GetUtcNow();
            _spent.Enqueue((now, units));
            while (_spent.TryPeek(out var oldest) && oldest.At + TimeSpan.FromMinutes(1) <= now)
                _spent.TryDequeue(out _);
            var minute = _spent.Sum(static spent => spent.Units);
            PeakUnits = Math.Max(PeakUnits, minute);
            return EnforcesQuota && minute > 6_000 ? GoogleErrors.Rate(429, now + TimeSpan.FromSeconds(30)) : null;
        }
    }

    private sealed record Upload(string Path, bool Sends, long Size, JsonNode Json)
    {
        public MemoryStream Bytes { get; } = new();

        public WebAnswer? Done { get; set; }

        /// <summary>All of its bytes, once they were there.</summary>
        public byte[]? Whole { get; set; }

        /// <summary>How much had been sent by then.</summary>
        public int Before { get; set; }
    }
}
