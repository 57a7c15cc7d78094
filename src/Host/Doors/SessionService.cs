using System.Text.Json;
using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Doors;

/// <summary>The first words of one connection.</summary>
/// <param name="caller">Raised by a client key, narrowed on request.</param>
/// <param name="status">What the host is and wants.</param>
/// <param name="discovery">The documents of every method.</param>
internal sealed class SessionService(Caller caller, Func<HostStatus> status, Discovery discovery) : ISession
{
    // What a client calls itself is kept in the audit log's memory of it and shown in lists; a name is short.
    private const int LongestName = 100;

    /// <exception cref="RpcException">Invalid: the name or a scope.</exception>
    public static void Check(InitializeRequest request)
    {
        // In plain loops: what is generic over values has to be compiled first, and a start's first answer would wait for it.
        var name = request.Client.Name;
        var isPlain = name.Length is > 0 and <= LongestName;
        for (var i = 0; isPlain && i < name.Length; i++)
            isPlain = !char.IsControl(name[i]);
        if (!isPlain)
            throw RpcException.Invalid("$.client.name", $"The name must have 1 to {LongestName} characters and none of them a control character.");
        for (var i = 0; i < request.Scopes?.Count; i++)
        {
            if (!Scopes.All.Contains(request.Scopes[i]))
                throw RpcException.Invalid($"$.scopes[{i}]", $"'{request.Scopes[i]}' is no scope.", $"Use {string.Join(", ", Scopes.All)}.");
        }
    }

    /// <summary>Without a key it holds from the next message on, whether or not the client waits for the answer. The database is read off the connection's loop.</summary>
    public async ValueTask<InitializeResponse> InitializeAsync(InitializeRequest request, CancellationToken cancel)
    {
        Check(request);
        if (request.ClientKey is null)
            caller.Initialize(request.Client.Name, clientKey: null, request.Scopes);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (request.ClientKey is not null)
            caller.Initialize(request.Client.Name, request.ClientKey, request.Scopes);
        var now = status();
        return new InitializeResponse
        {
            HostVersion = now.Version,
            Person = caller.Principal.Person,
            Scopes = caller.Principal.Scopes.ToList(),
            Demo = now.Demo,
            Needs = now.Needs,
        };
    }

    public ValueTask<PingResponse> PingAsync(PingRequest request, CancellationToken cancel) => new(new PingResponse { Text = request.Text });

    public ValueTask<JsonElement> DiscoverAsync(DiscoverRequest request, CancellationToken cancel) =>
        new(discovery.For(caller.Principal.Scopes));
}
