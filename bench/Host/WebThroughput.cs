using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Assistant.Bench.Host;

/// <summary>
/// The web door of the host (HTTPS, WebSocket, <c>ping</c>) beside vscode-jsonrpc over npm ws on Node's HTTPS server, each answering one client that keeps
/// 64 requests in flight, in turn.
/// </summary>
internal static class WebThroughput
{
    private const int Answers = 20_000;
    private const int InFlight = 64;
    private const int WarmUps = 4;

    public static void Run(string program, string script, int rounds)
    {
        using var host = new TimedHost(program);
        host.SetUp();
        host.Start();
        var ours = new FrameClient(WebHost.Open(host).Connect());

        var folder = Directory.CreateTempSubdirectory("assistant-bench-").FullName;
        var port = FreePort();
        MakeCertificate(folder);
        using var node = Process.Start(new ProcessStartInfo("node", [script, $"{port}", Path.Combine(folder, "key.pem"), Path.Combine(folder, "certificate.pem")]) { RedirectStandardOutput = true })!;
        try
        {
            node.StandardOutput.ReadLine();
            var theirs = new FrameClient(WebHost.Connect(port, "/", ""));
            var (mine, peers) = (new List<double>(), new List<double>());
            for (var round = -WarmUps; round < rounds; round++)
            {
                var (one, other) = (ours.Throughput("ping", Answers, InFlight), theirs.Throughput("bench/echo", Answers, InFlight));
                if (round < 0)
                    continue;
                mine.Add(one);
                peers.Add(other);
            }

            var (rate, peer) = (Rows.Median(mine), Rows.Median(peers));
            Rows.Print("ws-throughput-vs-vscode-jsonrpc", rate, peer, "/s", peer / rate, 0.5);
        }
        finally
        {
            node.Kill();
            Directory.Delete(folder, recursive: true);
        }
    }

    // A curve as the host's own, so that both ends do the same sums.
    private static void MakeCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, "certificate.pem"), certificate.ExportCertificatePem());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
