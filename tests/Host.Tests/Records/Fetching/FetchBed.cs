using System.Net;
using Assistant.Host.Records.Fetching;
using Assistant.Protocol.JsonRpc;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Records.Fetching;

/// <summary>
/// A site that stands for the public internet on 127.0.0.1, and the private network on 127.0.0.2, which nothing may connect to. Every other address is judged as
/// the program judges it.
/// </summary>
internal sealed class FetchBed : IDisposable
{
    public static readonly IPAddress Secret = IPAddress.Parse("127.0.0.2");

    public FetchBed(Func<string, byte[]?> answer)
    {
        Site = new PageServer(IPAddress.Loopback, 0, answer);
        Private = new PageServer(Secret, Site.Port, static _ => PageServer.Page("the router's password"));
        Names["jobs.example.com"] = [[IPAddress.Loopback]];
    }

    public PageServer Site { get; }

    public PageServer Private { get; }

    public ManualTime Time { get; } = new();

    /// <summary>What a name resolves to, the first time, the second and so on; the last stays. Any other name is a machine of the private network.</summary>
    public Dictionary<string, List<IPAddress[]>> Names { get; } = [];

    public string Base => $"https://jobs.example.com:{Site.Port}";

    public Task<FetchedPage> GetAsync(string url) => new GuardedFetch(
        new FetchRule
        {
            AllowsAddress = address => address.Equals(IPAddress.Loopback) || PublicAddress.Is(address),
            AllowsPort = port => port == Site.Port,
            Resolve = (host, _) => Task.FromResult(Next(host)),
            TrustsCertificate = (_, certificate, _, _) => certificate?.GetCertHashString() == Site.Certificate,
        },
        Time).GetAsync(url, default);

    public async Task<RpcException> RefusedAsync(string url) => await Assert.ThrowsAsync<RpcException>(() => GetAsync(url));

    public void Dispose()
    {
        Site.Dispose();
        Private.Dispose();
    }

    private IPAddress[] Next(string host)
    {
        if (!Names.TryGetValue(host, out var answers))
            return [Secret];
        var answer = answers[0];
        if (answers.Count > 1)
            answers.RemoveAt(0);
        return answer;
    }
}
