using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Assistant.Host.Tests.Records.Fetching;

/// <summary>A site over TLS on one loopback address, which answers what the test says and keeps what it was asked. Who only connects is counted too.</summary>
internal sealed class PageServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly X509Certificate2 _certificate;
    private readonly CancellationTokenSource _ended = new();
    private readonly Func<string, byte[]?> _answer;
    private int _connections;

    /// <param name="address">Where it listens.</param>
    /// <param name="port">0 for any.</param>
    /// <param name="answer">The whole answer to a path; null never answers.</param>
    public PageServer(IPAddress address, int port, Func<string, byte[]?> answer)
    {
        _answer = answer;
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=jobs.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        _listener = new TcpListener(address, port);
        _listener.Start();
        Running = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What its certificate is known by.</summary>
    public string Certificate => _certificate.GetCertHashString();

    public int Connections => _connections;

    /// <summary>Each request's head.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Completes when the first request is read.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task Running { get; }

    public static byte[] Page(string body, string type = "text/html; charset=utf-8") => Answer("200 OK", $"Content-Type: {type}", Encoding.UTF8.GetBytes(body));

    public static byte[] Redirect(string to) => Answer("302 Found", $"Location: {to}\r\nSet-Cookie: who=you; Path=/", []);

    public static byte[] Answer(string status, string headers, byte[] body) =>
        [.. Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\n{headers}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];

    public void Dispose()
    {
        _ended.Cancel();
        _listener.Dispose();
        _ended.Dispose();
        _certificate.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptTcpClientAsync(_ended.Token);
                Interlocked.Increment(ref _connections);
                _ = TalkAsync(socket);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient socket)
    {
        using (socket)
        {
            try
            {
                await using var stream = new SslStream(socket.GetStream());
                await stream.AuthenticateAsServerAsync(_certificate);
                var head = await HeadAsync(stream);
                Requests.Enqueue(head);
                Asked.TrySetResult();
                if (_answer(head.Split(' ')[1]) is { } answer)
                    await stream.WriteAsync(answer, _ended.Token);
                else
                    await Task.Delay(Timeout.Infinite, _ended.Token);
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The client went away, as clients do.
            }
        }
    }

    private async Task<string> HeadAsync(SslStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!Encoding.Latin1.GetString([.. head]).EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _ended.Token) == 1)
            head.Add(one[0]);
        return Encoding.Latin1.GetString([.. head]);
    }
}
