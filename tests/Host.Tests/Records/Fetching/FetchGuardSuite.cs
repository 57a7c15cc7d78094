using System.Diagnostics;
using System.Net;
using Assistant.Host.Records.Fetching;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Records.Fetching;

/// <summary>
/// Every way to an address that is not public: written as a number, as a name, carried inside IPv6, mixed with a public one, behind redirects, and by a name that
/// changes its mind. None may be connected to; public ones are let through, so that the guard is no wall.
/// </summary>
public sealed class FetchGuardSuite
{
    private static readonly string[] Blocks =
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    ];

    private static readonly string[] BlocksV6 =
    [
        "::/128", "::1/128", "::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    ];

    // What lies right beside the blocks, and well-known addresses.
    private static readonly string[] PublicOnes =
    [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0",
        "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450:4001::200e", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808",
    ];

    private static readonly string[] Written =
    [
        "https://localhost/", "https://localhost./", "https://LOCALHOST/", "https://127.2/", "https://127.0.2/", "https://2130706434/", "https://0x7f000002/", "https://0x7f.0.0.2/", "https://0177.0.0.2/",
        "https://127.0.0.2./", "https://①②⑦.⓪.⓪.②/", "https://127。0。0。2/", "https://[::1]/", "https://[::ffff:127.0.0.2]/", "https://[::ffff:7f00:2]/", "https://[::127.0.0.2]/", "https://[64:ff9b::7f00:2]/",
        "https://[2002:7f00:2::]/", "https://[fe80::1%25eth0]/", "https://router/", "https://router.local/", "https://nas.lan/", "https://printer.home.arpa/", "https://intranet.corp/", "https://metadata.google.internal/",
        "https://jobs.example.com@127.0.0.2/", "https://user:pass@jobs.example.com/", "https://jobs.example.com#@127.0.0.2/x", "https://127.0.0.2#.example.com/", "https://127.0.0.2\\@jobs.example.com/",
        "http://jobs.example.com/", "HTTP://127.0.0.2/", "ftp://jobs.example.com/", "file:///etc/passwd", "data:text/html,x", "gopher://127.0.0.2/", "javascript:1", "//127.0.0.2/", "127.0.0.2", "", "https://", "https:///etc/passwd",
        "https://jobs.example.com:22/", "https://jobs.example.com:0/", "https://127.0.0.2:443/", "https:// 127.0.0.2/", "https://127.0.0.2/\r\nHost: x", "unix:///var/run/docker.sock", "https://evil.example.net/",
    ];

    [Fact]
    public async Task Fetch_NoWayToAnAddressThatIsNotPublic_IsLetIn()
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(20);
        var target = "";
        using var bed = new FetchBed(_ => PageServer.Redirect(target));
        var (count, failures) = (0, new List<string>());

        foreach (var address in Addresses(random, SuiteSize.Of(3, 12, 100)))
        {
            foreach (var (way, prepare) in Ways(bed, address))
            {
                target = prepare;
                // Only the site that redirects, or that a name led to the first time, is ever connected to, and once.
                await TryAsync($"{way} {address}", way == "redirect" ? bed.Base + "/" : prepare, way is "redirect" or "rebound" ? 1 : 0);
            }
        }

        foreach (var written in Written)
        {
            // The port of the site that stands for the public, wherever the address names none of its own.
            target = written.EndsWith('/') && written.StartsWith("https://", StringComparison.Ordinal) && Uri.TryCreate(written, UriKind.Absolute, out var uri) && uri.IsDefaultPort && uri.Host.Length > 0
                ? $"{written[..^1]}:{bed.Site.Port}/" : written;
            await TryAsync($"written {written}", target, 0);
            if (target.Length > 0 && !target.Any(char.IsControl) && target.All(char.IsAscii))
                await TryAsync($"redirect {written}", bed.Base + "/", FetchLimits.Redirects + 1);
        }

        foreach (var text in PublicOnes)
        {
            count++;
            if (!PublicAddress.Is(IPAddress.Parse(text)))
                failures.Add($"{text} is public, and was refused");
        }

        if (bed.Private.Connections > 0)
            failures.Add($"{bed.Private.Connections} connections to the private network");
        SuiteLog.Report("fetch-guard", count, failures.Count, watch.Elapsed);
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(20)));

        async Task TryAsync(string what, string url, int mostConnections)
        {
            count++;
            var before = bed.Site.Connections;
            try
            {
                var page = await bed.GetAsync(url);
                failures.Add($"{what}: answered by {page.Addresses[^1]}");
            }
            catch (RpcException refused) when (refused.Code is RpcErrorCode.Invalid || refused.Message.StartsWith("The site answers 302", StringComparison.Ordinal))
            {
                // As it must be: refused, or a redirect to what is no address at all.
            }
            catch (RpcException refused)
            {
                failures.Add($"{what}: {refused.Code} {refused.Message}, so it was tried");
            }

            if (bed.Site.Connections - before > mostConnections)
                failures.Add($"{what}: {bed.Site.Connections - before} connections, {mostConnections} are right");
        }
    }

    private static IEnumerable<(string Way, string Url)> Ways(FetchBed bed, IPAddress address)
    {
        var host = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        yield return ("literal", $"https://{host}:{bed.Site.Port}/");
        yield return ("redirect", $"https://{host}:{bed.Site.Port}/");
        bed.Names["named.example.com"] = [[address]];
        yield return ("named", $"https://named.example.com:{bed.Site.Port}/");
        bed.Names["mixed.example.com"] = [[IPAddress.Loopback, address]];
        yield return ("mixed", $"https://mixed.example.com:{bed.Site.Port}/");
        bed.Names["rebound.example.com"] = [[IPAddress.Loopback], [address]];
        yield return ("rebound", $"https://rebound.example.com:{bed.Site.Port}/");
    }

    private static IEnumerable<IPAddress> Addresses(Random random, int each)
    {
        foreach (var block in Blocks.Concat(BlocksV6).Select(static text => IPNetwork.Parse(text)))
        {
            for (var i = 0; i < each; i++)
            {
                var bytes = block.BaseAddress.GetAddressBytes();
                for (var bit = block.PrefixLength; bit < bytes.Length * 8; bit++)
                {
                    // The first, the last, then any.
                    if (i == 1 || (i > 1 && random.Next(2) == 1))
                        bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
                }

                var address = new IPAddress(bytes);
                if (address.Equals(IPAddress.Loopback))
                    continue;
                yield return address;
                if (bytes.Length == 4)
                {
                    yield return address.MapToIPv6();
                    yield return new IPAddress([0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, .. bytes]);
                    yield return new IPAddress([0x20, 0x02, .. bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
                }
            }
        }
    }
}
