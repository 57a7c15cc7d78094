using System.Net;
using System.Net.Security;

namespace Assistant.Host.Records.Fetching;

/// <summary>
/// Where a fetch may lead and how names are resolved. <see cref="Public"/> is the only one that the program makes; tests make their own, to stand a server
/// of theirs in the public's place.
/// </summary>
internal sealed class FetchRule
{
    private const int HttpsPort = 443;

    public static FetchRule Public { get; } = new();

    /// <summary>Asked of every address that is connected to.</summary>
    public Func<IPAddress, bool> AllowsAddress { get; init; } = PublicAddress.Is;

    public Func<int, bool> AllowsPort { get; init; } = static port => port == HttpsPort;

    /// <summary>All addresses of a name, as the system's resolver has them.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = static (host, cancel) => System.Net.Dns.GetHostAddressesAsync(host, cancel);

    /// <summary>Null checks the certificate as the system does.</summary>
    public RemoteCertificateValidationCallback? TrustsCertificate { get; init; }
}
