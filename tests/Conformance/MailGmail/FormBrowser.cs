using System.Net;
using System.Text.RegularExpressions;

namespace Assistant.Conformance.MailGmail;

/// <summary>A browser that keeps cookies and fills forms as their user would, until it is sent back to this machine's own page.</summary>
internal static partial class FormBrowser
{
    private const int MostPages = 12;

    /// <summary>The address that it is sent back to, which it has not opened yet; null where the server shows an error instead.</summary>
    public static async Task<Uri?> ReachAsync(string url, string user)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        var at = new Uri(url);
        var answer = await client.GetAsync(at);
        for (var page = 0; page < MostPages; page++)
        {
            if (answer.Headers.Location is { } location)
            {
                at = new Uri(at, location);
                if (at.AbsolutePath is "/signed-in")
                    return at;
                answer = await client.GetAsync(at);
                continue;
            }

            var html = await answer.Content.ReadAsStringAsync();
            var forms = Form().Matches(html);
            if (forms.Count == 0)
                return null;
            // Where there is one for each account, its user takes their own.
            var form = forms.FirstOrDefault(each => each.Value.Contains($"\"{user}\"", StringComparison.Ordinal)) ?? forms[0];
            var fields = Input().Matches(form.Value).ToDictionary(static field => field.Groups[1].Value, static field => WebUtility.HtmlDecode(field.Groups[2].Value));
            if (html.Contains("name=\"login\"", StringComparison.Ordinal))
                (fields["login"], fields["password"]) = (user, "x");
            at = new Uri(at, WebUtility.HtmlDecode(form.Groups[1].Value));
            answer = await client.PostAsync(at, new FormUrlEncodedContent(fields));
        }

        return null;
    }

    [GeneratedRegex("<form[^>]*? action=\"([^\"]+)\".*?</form>", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]* name=\"([^\"]+)\"[^>]* value=\"([^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Input();
}
