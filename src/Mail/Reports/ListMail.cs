using Assistant.Mail.Mime;

namespace Assistant.Mail.Reports;

/// <summary>Signs in a header that a mail came through a list or a bulk sender, RFC 2919 and 2369.</summary>
internal static class ListMail
{
    private static readonly string[] Fields =
    [
        "List-Id", "List-Unsubscribe", "List-Post", "Feedback-ID", "X-Mailman-Version", "X-Campaign-Id", "X-Mailgun-Sid", "X-CSA-Complaints",
    ];

    /// <summary>The first field that a list or bulk sender writes, or null.</summary>
    public static HeaderField? Field(HeaderBlock headers)
    {
        foreach (var name in Fields)
        {
            if (headers.Find(name) is { } field)
                return field;
        }

        return null;
    }

    /// <summary>The same, or a Precedence that others write too. A person's answer through a list has it too: who cites our mail is judged before.</summary>
    public static HeaderField? Sign(HeaderBlock headers)
    {
        if (Field(headers) is { } field)
            return field;
        return headers.Find("Precedence") is { } precedence && precedence.Value.ToLowerInvariant() is "bulk" or "list" or "junk" ? headers.Find("Precedence") : null;
    }
}
