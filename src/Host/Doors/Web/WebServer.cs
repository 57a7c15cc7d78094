using System.Net.Security;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Doors.Web;

/// <summary>
/// Kestrel itself, with no web framework around it: one port on the loopback addresses, TLS, HTTP/1.1. Nothing outside of this file and of what answers
/// requests names a type of it, so that a host whose web door is closed never loads it.
/// </summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IServer _server;
    private readonly WebSlots _slots = new();
    private volatile SslServerAuthenticationOptions _tls;

    private WebServer(int port, WebIdentity identity)
    {
        _tls = Tls(identity);
        _services = KestrelServices.Build(options => Configure(options, port));
        _server = _services.GetRequiredService<IServer>();
    }

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">The port is taken, or there is no loopback address.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<WebServer> StartAsync(int port, WebIdentity identity, WebRequests requests)
    {
        var server = new WebServer(port, identity);
        try
        {
            await server._server.StartAsync(requests, CancellationToken.None);
            return server;
        }
        catch
        {
            await server._services.DisposeAsync();
            throw;
        }
    }

    /// <summary>New connections get this certificate; those that stand keep theirs.</summary>
    public void Show(WebIdentity identity) => _tls = Tls(identity);

    /// <summary>Takes no more connections, and ends those that stand after a moment.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(WebLimits.ClosingTimeout);
        await _server.StopAsync(patience.Token);
        await _services.DisposeAsync();
    }

    private static SslServerAuthenticationOptions Tls(WebIdentity identity) => new()
    {
        // No authority of this machine is asked for a chain, and no address for what is missing of it.
        ServerCertificateContext = SslStreamCertificateContext.Create(identity.Leaf, additionalCertificates: null, offline: true),
        ApplicationProtocols = [SslApplicationProtocol.Http11],
        ClientCertificateRequired = false,
        AllowRenegotiation = false,
    };

    private void Configure(KestrelServerOptions options, int port)
    {
        options.AddServerHeader = false;
        options.AllowSynchronousIO = false;
        options.AllowResponseHeaderCompression = false;
        options.Limits.MaxConcurrentConnections = null;
        options.Limits.MaxConcurrentUpgradedConnections = WebLimits.Upgraded;
        options.Limits.MaxRequestBodySize = WebLimits.BodyBytes;
        options.Limits.MaxRequestBufferSize = WebLimits.BufferBytes;
        options.Limits.MaxResponseBufferSize = WebLimits.BufferBytes;
        options.Limits.MaxRequestHeaderCount = WebLimits.HeaderCount;
        options.Limits.MaxRequestHeadersTotalSize = WebLimits.HeaderBytes;
        options.Limits.MaxRequestLineSize = WebLimits.RequestLineBytes;
        options.Limits.RequestHeadersTimeout = WebLimits.HeadersTimeout;
        options.Limits.KeepAliveTimeout = WebLimits.RestTimeout;
        options.Limits.MinRequestBodyDataRate = new MinDataRate(WebLimits.SlowestBytesPerSecond, WebLimits.SlownessGrace);
        options.Limits.MinResponseDataRate = new MinDataRate(WebLimits.SlowestBytesPerSecond, WebLimits.SlownessGrace);
        options.ListenLocalhost(port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => CountedAsync(next, connection));
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                HandshakeTimeout = WebLimits.HandshakeTimeout,
                OnConnection = _ => new(_tls),
            });
            listen.Use(next => connection => AnsweredAsync(next, connection));
        });
    }

    private static Task AnsweredAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        var pipe = new LastWordPipe(connection.Transport);
        connection.Transport = pipe;
        connection.Features.Set(pipe);
        return next(connection);
    }

    private async Task CountedAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        using var slot = _slots.Enter(connection);
        connection.Features.Set(slot);
        await next(connection);
    }
}
