using Assistant.Mail.Mime;

namespace Assistant.Mail.Reports;

/// <summary>An answer to an invitation, RFC 5546 section 3.2.3, as mailed by RFC 6047.</summary>
/// <param name="Method">REPLY or COUNTER.</param>
/// <param name="Answer">ACCEPTED, DECLINED, TENTATIVE or DELEGATED; null where it cannot be read.</param>
/// <param name="Evidence">The field it was read from, as name and value.</param>
/// <param name="Confidence">High for the calendar's own method, Medium for Exchange's message class.</param>
public sealed record CalendarResponse(string Method, string? Answer, KeyValuePair<string, string> Evidence, Confidence Confidence)
{
    /// <summary>How Outlook starts the subject of an answer, by its languages.</summary>
    private static readonly (string Prefix, string Answer)[] Subjects =
    [
        ("Accepted:", "ACCEPTED"), ("Declined:", "DECLINED"), ("Tentative:", "TENTATIVE"), ("Tentatively Accepted:", "TENTATIVE"),
        ("Zugesagt:", "ACCEPTED"), ("Angenommen:", "ACCEPTED"), ("Abgelehnt:", "DECLINED"), ("Mit Vorbehalt:", "TENTATIVE"), ("Mit Vorbehalt angenommen:", "TENTATIVE"),
        ("Accepté :", "ACCEPTED"), ("Accepté:", "ACCEPTED"), ("Refusé :", "DECLINED"), ("Refusé:", "DECLINED"), ("Provisoire :", "TENTATIVE"), ("Provisoire:", "TENTATIVE"),
        ("Aceptada:", "ACCEPTED"), ("Aceptado:", "ACCEPTED"), ("Rechazada:", "DECLINED"), ("Rechazado:", "DECLINED"), ("Provisional:", "TENTATIVE"),
        ("Accettato:", "ACCEPTED"), ("Rifiutato:", "DECLINED"), ("Provvisorio:", "TENTATIVE"),
        ("Geaccepteerd:", "ACCEPTED"), ("Geweigerd:", "DECLINED"), ("Afgewezen:", "DECLINED"), ("Voorlopig:", "TENTATIVE"),
        ("Aceite:", "ACCEPTED"), ("Recusado:", "DECLINED"), ("Recusada:", "DECLINED"), ("Provisório:", "TENTATIVE"),
        ("Zaakceptowano:", "ACCEPTED"), ("Odrzucono:", "DECLINED"), ("Wstępnie:", "TENTATIVE"),
    ];

    private static readonly string[] ClassFields = ["Content-Class", "X-MS-Exchange-Message-Class", "X-Message-Class"];

    /// <summary>What the header alone tells: a calendar as the whole content, or Exchange's class with an answer's subject.</summary>
    public static CalendarResponse? Read(HeaderBlock headers)
    {
        if (MethodOf(headers.ContentType) is { } method)
            return new CalendarResponse(method, AnswerOf(headers.Subject), new("Content-Type", headers.Value("Content-Type") ?? ""), Confidence.High);
        var exchange = ClassFields.Select(headers.Find).FirstOrDefault(IsCalendarClass);
        if (exchange is null)
            return null;
        var answer = AnswerOf(headers.Subject);
        var responds = exchange.Value.Contains("Meeting.Resp", StringComparison.OrdinalIgnoreCase);
        return answer is null && !responds ? null : new CalendarResponse("REPLY", answer, new(exchange.Name, exchange.Value), Confidence.Medium);
    }

    /// <summary>Reads the calendar part where there is one, else the header.</summary>
    public static CalendarResponse? Read(MimeMessage message)
    {
        var part = message.Root.Walk().FirstOrDefault(p => MethodOf(p.ContentType) is not null);
        if (part is null)
            return Read(message.Headers);
        var answer = Participation(part.DecodeText()) ?? AnswerOf(message.Subject);
        return new CalendarResponse(MethodOf(part.ContentType)!, answer, new("Content-Type", part.Headers.Value("Content-Type") ?? ""), Confidence.High);
    }

    private static bool IsCalendarClass(HeaderField? field) =>
        field?.Value.Contains("calendarmessage", StringComparison.OrdinalIgnoreCase) == true
        || field?.Value.Contains("IPM.Schedule.Meeting.Resp", StringComparison.OrdinalIgnoreCase) == true;

    private static string? MethodOf(ContentType type) =>
        type.MediaType == "text/calendar" && type.Parameter("method")?.ToUpperInvariant() is "REPLY" or "COUNTER" ? type.Parameter("method")!.ToUpperInvariant() : null;

    private static string? AnswerOf(string? subject) =>
        Subjects.FirstOrDefault(s => subject?.StartsWith(s.Prefix, StringComparison.OrdinalIgnoreCase) == true).Answer;

    private static string? Participation(string calendar)
    {
        const string name = "PARTSTAT=";
        // iCalendar folds lines (RFC 5545 section 3.1).
        var text = calendar.Replace("\n ", "", StringComparison.Ordinal).Replace("\n\t", "", StringComparison.Ordinal);
        var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var value = text.AsSpan(at + name.Length);
        var end = value.IndexOfAny(";:\n\r");
        return end < 0 || end > 30 ? null : value[..end].ToString().ToUpperInvariant();
    }
}
