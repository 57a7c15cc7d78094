using System.Net;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Fetching;

/// <summary>Which addresses may be asked, by how they are written. Where the name leads is looked at when the connection is made.</summary>
internal static class FetchAddress
{
    public const string Remedy = "Give the address of a public page, for example https://jobs.example.com/1234; or save the page and give the file.";

    // Names that never lead to the public internet (RFC 6761, RFC 6762, RFC 9476 and what home routers use).
    private static readonly string[] PrivateEndings = ["localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa", "onion", "alt", "test", "invalid"];

    /// <summary>The address to ask, or what is wrong with it.</summary>
    /// <param name="text">As written.</param>
    /// <param name="rule">What else is demanded of it.</param>
    public static (Uri? Address, string? Problem) Read(string text, FetchRule rule)
    {
        if (text.Length > FetchLimits.Url)
            return (null, $"is longer than {FetchLimits.Url} characters");
        if (text.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c)) || !Uri.TryCreate(text, UriKind.Absolute, out var address))
            return (null, "is no web address");
        return Problem(address, rule) is { } problem ? (null, problem) : (address, null);
    }

    /// <summary>The address that a redirect leads to, or what is wrong with it.</summary>
    public static (Uri? Address, string? Problem) Redirected(Uri from, Uri to, FetchRule rule)
    {
        var address = to.IsAbsoluteUri ? to : new Uri(from, to);
        return address.OriginalString.Length > FetchLimits.Url ? (null, $"is longer than {FetchLimits.Url} characters") : Problem(address, rule) is { } problem ? (null, problem) : (address, null);
    }

    private static string? Problem(Uri address, FetchRule rule)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
            return "is not https, so that anybody on the way could change the page";
        if (address.UserInfo.Length > 0)
            return "has a name or a password in it";
        if (!rule.AllowsPort(address.Port))
            return $"has the port {address.Port}; public pages are on 443";
        var host = address.IdnHost.Trim('[', ']').TrimEnd('.');
        if (IPAddress.TryParse(host, out var ip))
            return rule.AllowsAddress(ip) ? null : "is no public address";
        if (!host.Contains('.', StringComparison.Ordinal) || PrivateEndings.Any(ending => host.EndsWith("." + ending, StringComparison.OrdinalIgnoreCase)))
            return "names a machine of a private network";
        return null;
    }
}
