using System.Net;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>Where a model answers. Plain http only where it never leaves the machine; nothing in the address that would be a secret.</summary>
internal static class Endpoint
{
    private const int LongestText = 300;
    private const string OpenAi = "https://api.openai.com/v1";
    private const string Anthropic = "https://api.anthropic.com";

    /// <summary>The address that is called; null where nothing is.</summary>
    public static Uri? Of(Model model) => (model.Endpoint, model.Provider) switch
    {
        ({ } own, _) => new Uri(own),
        (null, ModelProvider.OpenAi) => new Uri(OpenAi),
        (null, ModelProvider.Anthropic) => new Uri(Anthropic),
        _ => null,
    };

    /// <summary>What is wrong with it, for a person; null where nothing is.</summary>
    public static string? Problem(string text)
    {
        if (text.Length > LongestText || !Uri.TryCreate(text, UriKind.Absolute, out var address))
            return "It is no address such as http://localhost:11434/v1.";
        if (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            return "It must begin with https://, or http:// on this machine.";
        if (address.Scheme == Uri.UriSchemeHttp && !IsLoopback(address))
            return "It must be https, since it is not on this machine: a key and people's data would cross the network readable.";
        return address is { UserInfo: "", Query: "", Fragment: "" } ? null : "It must have no user, query or fragment: a key is given apart.";
    }

    /// <summary>
    /// Written as this machine; what the name resolves to is looked at again when the connection is made. <see cref="Uri.IsLoopback"/> is not asked,
    /// since it leaves open which names it takes.
    /// </summary>
    public static bool IsLoopback(Uri address)
    {
        var host = address.IdnHost.Trim('[', ']');
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
    }
}
