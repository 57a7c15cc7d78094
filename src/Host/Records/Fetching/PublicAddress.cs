using System.Net;
using System.Net.Sockets;

namespace Assistant.Host.Records.Fetching;

/// <summary>
/// Whether an address belongs to the public internet: what IANA's special-purpose registries (RFC 6890 and its updates) set aside is not,
/// and neither is a form of IPv6 that carries such an IPv4 address inside.
/// </summary>
internal static class PublicAddress
{
    // The blocks that are not globally reachable, and those through which one reaches them.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(static block => IPNetwork.Parse(block)),
    ];

    // All global unicast of today.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // Parts of it that are set aside, or that lead to an IPv4 address by way of a relay (Teredo, 6to4).
    private static readonly IPNetwork[] NotPublicV6 =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20" }.Select(static block => IPNetwork.Parse(block)),
    ];

    // NAT64 (RFC 6052): the IPv4 address is in the last four bytes.
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !NotPublic.Any(block => block.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());
        if (Translated.Contains(address))
            return Is(new IPAddress(address.GetAddressBytes().AsSpan(12, 4)));
        // A scope makes a link-local one of what looks global to a careless reader.
        return address.ScopeId == 0 && GlobalUnicast.Contains(address) && !NotPublicV6.Any(block => block.Contains(address));
    }
}
