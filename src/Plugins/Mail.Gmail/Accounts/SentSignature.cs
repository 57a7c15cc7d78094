using Assistant.Mail.Html;
using Assistant.Plugins.MailGmail.Calls;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailGmail.Accounts;

/// <summary>The signature that Gmail puts below what is written in its own pages, and leaves out of what a program sends.</summary>
internal static class SentSignature
{
    public static async ValueTask<SignatureResponse> ReadAsync(GmailApi api, ProviderAccount account, CancellationToken cancel)
    {
        if (account.Grant < GrantLevel.Bodies)
            return None("Google shows the signature only with the level 'bodies'; connect the account again with it");
        var list = (await api.GetAsync("/settings/sendAs", Costs.SendAs, GmailJson.Default.GmailSendAsList, null, cancel)).SendAs ?? [];
        var own = list.FirstOrDefault(alias => string.Equals(alias.SendAsEmail, account.Address, StringComparison.OrdinalIgnoreCase)) ?? list.FirstOrDefault(static alias => alias.IsPrimary);
        var text = Plain(own?.Signature ?? "");
        return text.Length == 0 ? None("Gmail has no signature for this address") : new SignatureResponse { Text = text };
    }

    // A block ends a line where it begins and where it ends, so that between two of them one empty line is none that was seen.
    private static string Plain(string html)
    {
        var unseen = html.Contains("<div", StringComparison.OrdinalIgnoreCase) || html.Contains("<p", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        var lines = new List<string>();
        var empty = 0;
        foreach (var line in VisibleHtml.OfBody(html).Text.ReplaceLineEndings("\n").Split('\n').Select(static line => line.Trim()))
        {
            if (line.Length == 0)
            {
                empty++;
                continue;
            }

            if (empty > unseen && lines.Count > 0)
                lines.Add("");
            lines.Add(line);
            empty = 0;
        }

        return string.Join('\n', lines);
    }

    private static SignatureResponse None(string reason) => new() { Reason = reason };
}
