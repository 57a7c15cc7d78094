using System.Buffers;

namespace Assistant.Host.Writing.Claims;

internal enum LinkKind
{
    Address,
    Mail,
    Handle,
}

internal sealed record LinkSpan(int Start, int End, LinkKind Kind);

/// <summary>Finds what a mail program or a reader would take for an address: URLs, bare domains, mail addresses, handles.</summary>
internal static class LinkReader
{
    private static readonly string[] Schemes = ["http", "https", "hxxp", "hxxps", "ftp", "mailto", "tel", "javascript", "data", "file", "ws", "wss", "sms", "callto", "skype", "tg", "magnet", "vbscript"];

    /// <summary>Ends of domains that text is likely to hold; a name with a scheme or www needs none of them.</summary>
    private static readonly HashSet<string> Domains =
    [
        "com", "org", "net", "edu", "gov", "int", "info", "biz", "io", "dev", "app", "ai", "me", "tv", "cc", "ly", "gg", "xyz", "site", "online", "shop", "store", "blog", "cloud", "tech", "page", "link", "club", "top", "pro", "name", "jobs", "careers",
        "email", "work", "works", "agency", "digital", "media", "design", "studio", "global", "world", "live", "life", "icu", "zip", "mov", "example", "test", "invalid", "local", "onion", "de", "at", "ch", "fr", "es", "pt", "nl", "be", "pl", "cz", "dk", "se", "fi",
        "ie", "uk", "eu", "us", "ca", "au", "nz", "jp", "cn", "ru", "ua", "br", "mx", "ar", "cl", "in", "kr", "tr", "gr", "hu", "ro", "bg", "hr", "si", "sk", "lt", "lv", "ee", "lu", "co", "su", "sh", "fm", "im", "is", "it", "no", "tk", "ml", "ga", "cf", "pw", "ws", "berlin", "hamburg", "wien", "cat", "social", "news", "space", "website",
    ];

    private static readonly string[] Dots = [" dot ", " punkt "];

    /// <summary>Those that nothing else is called after a dot.</summary>
    private static readonly HashSet<string> SpokenDomains = ["com", "net", "org", "de", "io", "dev", "info", "eu", "uk", "ch"];

    private static readonly SearchValues<char> AddressDigits = SearchValues.Create("0123456789.");
    private static readonly HashSet<string> Techniques = ["asp.net", "vb.net", "ml.net", "ado.net", ".net", "socket.io"];

    public static List<LinkSpan> Find(string text)
    {
        var links = new List<LinkSpan>();
        for (var at = 0; at < text.Length;)
        {
            if (IsEdge(text[at]))
            {
                at++;
                continue;
            }
            var end = at;
            while (end < text.Length && !IsEdge(text[end]))
                end++;
            Look(text, at, end, links);
            at = end;
        }
        LookForSpoken(text, links);
        return links;
    }

    /// <summary>"mywork dot net", "schau-rein Punkt de", as it is said.</summary>
    private static void LookForSpoken(string text, List<LinkSpan> links)
    {
        foreach (var sign in Dots)
        {
            for (var dot = text.IndexOf(sign, StringComparison.OrdinalIgnoreCase); dot > 0; dot = text.IndexOf(sign, dot + 1, StringComparison.OrdinalIgnoreCase))
            {
                var (start, end) = (dot, dot + sign.Length);
                while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] == '-'))
                    start--;
                while (end < text.Length && char.IsLetter(text[end]))
                    end++;
                if (start < dot && SpokenDomains.Contains(text[(dot + sign.Length)..end].ToLowerInvariant()))
                    links.Add(new LinkSpan(start, end, LinkKind.Address));
            }
        }
    }

    /// <summary>The same address in one spelling: without scheme, www, a slash or dot at the end, and in small letters.</summary>
    public static string Normal(string link)
    {
        var normal = Folding.Key(link).Trim().TrimEnd('/', '.', ',', ';');
        foreach (var scheme in Schemes)
        {
            if (normal.StartsWith(scheme + ":", StringComparison.Ordinal))
            {
                normal = normal[(scheme.Length + 1)..].TrimStart('/');
                break;
            }
        }
        return normal.StartsWith("www.", StringComparison.Ordinal) ? normal[4..] : normal;
    }

    private static bool IsEdge(char letter) => char.IsWhiteSpace(letter) || letter is '<' or '>' or '(' or ')' or '[' or ']' or '{' or '}' or '"' or '“' or '”' or '„' or '«' or '»' or '|' or '`' or '*' or '，' or '。';

    private static void Look(string text, int start, int end, List<LinkSpan> links)
    {
        while (end > start && text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '’' or '…')
            end--;
        while (start < end && text[start] is '\'' or '‘' or ',' or ';' or '-' or '–' or '¿' or '¡' or '/')
            start++;
        if (end - start < 2)
            return;
        var chunk = text.AsSpan(start, end - start);
        if (StartsWithScheme(chunk) || chunk.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            links.Add(new LinkSpan(start, end, chunk.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? LinkKind.Mail : LinkKind.Address));
        else if (chunk[0] == '@' && (char.IsLetter(chunk[1]) || chunk[1] == '_'))
            links.Add(new LinkSpan(start, end, LinkKind.Handle));
        else if (chunk.IndexOf("://") is > 0 and var scheme)
            links.Add(new LinkSpan(start + Math.Max(0, LastBreak(chunk[..scheme])), end, LinkKind.Address));
        else if (chunk.IndexOf('@') is > 0 and var sign && sign + 1 < chunk.Length)
            links.Add(new LinkSpan(start, end, LinkKind.Mail));
        else
            LookForDomains(chunk, start, links);
    }

    private static void LookForDomains(ReadOnlySpan<char> chunk, int start, List<LinkSpan> links)
    {
        if (chunk.IndexOf('.') < 0 && chunk.IndexOf('。') < 0)
            return;
        var at = 0;
        foreach (var piece in chunk.SplitAny(',', ';', '=', '…'))
        {
            var span = chunk[piece];
            at = piece.Start.GetOffset(chunk.Length);
            var edge = span.IndexOfAny("/:?#");
            var host = edge < 0 ? span : span[..edge];
            if (IsHost(host, edge >= 0 && edge + 1 < span.Length))
                links.Add(new LinkSpan(start + at, start + at + span.Length, LinkKind.Address));
        }
    }

    private static bool IsHost(ReadOnlySpan<char> host, bool hasPath)
    {
        var dot = host.LastIndexOf('.');
        if (dot <= 0 || dot == host.Length - 1 || host.Length > 253 || Techniques.Contains(host.ToString().ToLowerInvariant()))
            return false;
        foreach (var letter in host)
        {
            if (!char.IsLetterOrDigit(letter) && letter is not ('-' or '.' or '_' or '\u200B' or '\u00AD'))
                return false;
        }
        var last = host[(dot + 1)..];
        if (last.IndexOfAnyExceptInRange('0', '9') < 0)
            return host.Count('.') == 3 && host.IndexOfAnyExcept(AddressDigits) < 0;
        // "the end.It was": a capital after the dot is a sentence that lost its space.
        return Domains.Contains(Folding.Key(last)) && (char.IsLower(last[0]) || char.IsUpper(host[0]) && char.IsUpper(last[^1])) && (hasPath || host[..dot].Length > 1);
    }

    private static bool StartsWithScheme(ReadOnlySpan<char> chunk)
    {
        var colon = chunk.IndexOf(':');
        if (colon is < 2 or > 12 || colon == chunk.Length - 1)
            return false;
        foreach (var scheme in Schemes)
        {
            // "data:image/png" is an address, "Tel:0441" is a number and is read as one.
            if (chunk[..colon].Equals(scheme, StringComparison.OrdinalIgnoreCase) && (scheme is not ("tel" or "file" or "data" or "sms") || chunk[colon + 1] is '/' or '+' || char.IsAsciiLetterLower(chunk[colon + 1])))
                return true;
        }
        return false;
    }

    private static int LastBreak(ReadOnlySpan<char> before)
    {
        var at = before.Length;
        while (at > 0 && char.IsLetterOrDigit(before[at - 1]))
            at--;
        return at;
    }
}
