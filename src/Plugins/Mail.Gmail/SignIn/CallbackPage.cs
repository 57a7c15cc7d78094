using System.Globalization;
using System.Text;

namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>What the browser shows when it comes back. It holds nothing of the answer, loads nothing, and is kept by nobody.</summary>
internal static class CallbackPage
{
    /// <param name="answer">Null where it was no answer to this sign-in.</param>
    public static byte[] Of(IReadOnlyDictionary<string, string>? answer)
    {
        var (status, heading, text) = answer switch
        {
            null => ("404 Not Found", "There is nothing here", "This page only takes the answer to a sign-in that waits."),
            _ when answer.ContainsKey("error") => ("200 OK", "Not connected", "Google says that it was not allowed. You can close this page; Assistant says what to do."),
            _ => ("200 OK", "Google has answered", "You can close this page. Assistant goes on by itself, and says what was granted."),
        };
        var page = $$"""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Assistant: {{heading}}</title>
            <style>:root { color-scheme: light dark; font: 18px/1.5 system-ui, sans-serif } body { max-width: 32rem; margin: 15vh auto; padding: 0 1rem }</style>
            <h1>{{heading}}</h1>
            <p>{{text}}</p>

            """;
        var head = string.Create(CultureInfo.InvariantCulture, $"""
            HTTP/1.1 {status}
            Content-Type: text/html; charset=utf-8
            Content-Length: {Encoding.UTF8.GetByteCount(page)}
            Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'
            Cache-Control: no-store
            Referrer-Policy: no-referrer
            X-Content-Type-Options: nosniff
            Connection: close


            """);
        return Encoding.UTF8.GetBytes(head.ReplaceLineEndings("\r\n") + page);
    }
}
