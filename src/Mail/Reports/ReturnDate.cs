using Assistant.Mail.Mime;

namespace Assistant.Mail.Reports;

/// <summary>When somebody who is away will be back, as their automatic reply says it.</summary>
/// <param name="Date">A day in the writer's own calendar.</param>
/// <param name="IsFirstDayBack">True: back on that day. False: away up to and with that day.</param>
/// <param name="Quote">The line it was read from.</param>
public sealed record ReturnDate(DateOnly Date, bool IsFirstDayBack, string Quote)
{
    /// <summary>Characters of an automatic reply that are read; its news stands at the top.</summary>
    private const int MaxText = 8_000;

    private const int MaxQuote = 200;

    /// <summary>The first day on which a follow-up makes sense; weekends are the caller's matter.</summary>
    public DateOnly FirstDayBack => IsFirstDayBack ? Date : Date.AddDays(1);

    /// <summary>
    /// Looks for a date in the text first, then in the subject, in the ways English, German, French, Spanish, Italian, Dutch, Portuguese and
    /// Polish write it. A date counts only beside words that say what happens on it. Null where none does.
    /// </summary>
    /// <param name="subject">Decoded; may be null.</param>
    /// <param name="text">The plain body, empty where it is not known. Quoted mail below the reply is left out.</param>
    /// <param name="sent">The reply's own date: what days and months without a year are relative to.</param>
    public static ReturnDate? Read(string? subject, string text, DateTimeOffset sent) =>
        ReadOne(OwnWords(text), sent) ?? ReadOne(subject ?? "", sent);

    private static ReturnDate? ReadOne(string text, DateTimeOffset sent)
    {
        ReturnDate? away = null;
        foreach (var found in ReturnDateReader.Find(text, sent))
        {
            var date = new ReturnDate(found.Date, found.IsFirstDayBack, QuoteAt(text, found.At));
            if (date.IsFirstDayBack)
                return date;
            away ??= date;
        }

        return away;
    }

    /// <summary>The text above what it quotes.</summary>
    private static string OwnWords(string text)
    {
        text = text.Length <= MaxText ? text : text[..MaxText];
        var at = 0;
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at) is var found and >= 0 ? found : text.Length;
            var line = text.AsSpan(at, end - at).Trim();
            if (at > 0 && (line.StartsWith(">") || line.StartsWith("-----") || line.StartsWith("_____")))
                return text[..at];
            at = end + 1;
        }

        return text;
    }

    private static string QuoteAt(string text, int at)
    {
        var start = text.LastIndexOf('\n', Math.Max(0, at - 1)) + 1;
        var end = text.IndexOf('\n', at) is var found and >= 0 ? found : text.Length;
        return MailText.Excerpt(text[Math.Min(start, at)..end], MaxQuote);
    }
}
