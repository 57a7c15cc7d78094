namespace Assistant.Plugins.Applications.Capture;

/// <summary>Addresses that may be kept as a link.</summary>
internal static class WebLink
{
    private const int Longest = 2_000;

    /// <summary>The address as it is kept; null where it is no page of the web, or has a name or a password in it.</summary>
    /// <param name="text">As written.</param>
    /// <param name="on">The page it stands on, where it may be relative to that.</param>
    public static string? Of(string? text, string? on = null)
    {
        if (text is null || text.Length > Longest)
            return null;
        Uri? link;
        if (Uri.TryCreate(on, UriKind.Absolute, out var page) ? !Uri.TryCreate(page, text, out link) : !Uri.TryCreate(text, UriKind.Absolute, out link))
            return null;
        return (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp) && link is { UserInfo.Length: 0, Host.Length: > 0 } ? link.AbsoluteUri : null;
    }

    /// <summary>Whether two addresses lead to the same page: host and path, without what follows a question mark.</summary>
    public static bool AreSame(string? one, string? other) =>
        Uri.TryCreate(one, UriKind.Absolute, out var first) && Uri.TryCreate(other, UriKind.Absolute, out var second)
        && first.IdnHost == second.IdnHost && first.AbsolutePath.TrimEnd('/') == second.AbsolutePath.TrimEnd('/');
}
