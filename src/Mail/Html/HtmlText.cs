using System.Net;
using System.Text;

namespace Assistant.Mail.Html;

/// <summary>The words of an HTML body, for reading dates and reports. Nothing is rendered and nothing fetched.</summary>
internal static class HtmlText
{
    public static string ToPlain(string html)
    {
        var text = new StringBuilder(html.Length / 2);
        var at = 0;
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            text.Append(html.AsSpan(at, (open < 0 ? html.Length : open) - at));
            if (open < 0)
                break;
            var close = html.IndexOf('>', open);
            if (close < 0)
                break;
            var tag = TagName(html.AsSpan(open + 1, close - open - 1));
            at = close + 1;
            if (tag is "br" or "p" or "div" or "tr" or "li" or "table" or "h1" or "h2" or "h3" or "pre" or "blockquote" or "hr")
                text.Append('\n');
            else if (tag is "td" or "th")
                text.Append(' ');
            else if (html[open + 1] != '/' && tag is ("style" or "script" or "title"))
            {
                var end = html.IndexOf("</" + tag, at, StringComparison.OrdinalIgnoreCase);
                at = end < 0 ? html.Length : end;
            }
        }

        return WebUtility.HtmlDecode(text.ToString()).Replace('\u00a0', ' ');
    }

    private static string TagName(ReadOnlySpan<char> tag)
    {
        tag = tag.TrimStart('/');
        var end = 0;
        while (end < tag.Length && end < 12 && char.IsAsciiLetterOrDigit(tag[end]))
            end++;
        return tag[..end].ToString().ToLowerInvariant();
    }
}
