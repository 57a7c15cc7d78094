using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Connection;

/// <summary>The first words on a connection.</summary>
internal static class HostSession
{
    public static async ValueTask<HostConnection> OpenAsync(Stream stream, HostCall call, CancellationToken cancel)
    {
        var session = new RpcSession(new StreamTransport(stream, stream, RpcFraming.Headers));
        try
        {
            session.Start(call.Events is null ? null : EventSinkRpc.Contract.Bind(call.Events));
            var hello = await SessionRpc.Contract.Connect(session).InitializeAsync(
                new InitializeRequest { Client = new ClientInfo(Product.ClientName, Product.Version), ClientKey = call.ClientKey },
                cancel);
            return new HostConnection(session, hello, session);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }
}
