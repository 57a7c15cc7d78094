using System.Text.Json;
using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Doors;

/// <summary>
/// The first words of one connection while the host is still opening: what needs no database is answered at once, a client key waits.
/// Nothing is granted here but what the door grants; the caller that is admitted later is given the same name and the same narrowing.
/// </summary>
/// <param name="door">How the connection came in.</param>
/// <param name="greeting">What the host is known to be; null where that is only known when it has opened.</param>
internal sealed class Reception(DoorKind door, Greeting? greeting) : ISession
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<ISession> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private InitializeRequest? _introduced;
    private bool _admitted;

    public async ValueTask<InitializeResponse> InitializeAsync(InitializeRequest request, CancellationToken cancel)
    {
        SessionService.Check(request);
        if (greeting is not null && request.ClientKey is null && TryIntroduce(request))
        {
            var scopes = DoorScopes.Of(door);
            return new InitializeResponse
            {
                HostVersion = greeting.Version,
                Person = greeting.Person,
                Scopes = (request.Scopes is null ? scopes : scopes.And(ScopeSet.Of(request.Scopes))).ToList(),
                Demo = greeting.Demo,
                Needs = greeting.Needs,
            };
        }

        return await (await _opened.Task.WaitAsync(cancel)).InitializeAsync(request, cancel);
    }

    public ValueTask<PingResponse> PingAsync(PingRequest request, CancellationToken cancel) => new(new PingResponse { Text = request.Text });

    public async ValueTask<JsonElement> DiscoverAsync(DiscoverRequest request, CancellationToken cancel) =>
        await (await _opened.Task.WaitAsync(cancel)).DiscoverAsync(request, cancel);

    /// <summary>The host has opened: what was said here holds for the caller, and <paramref name="host"/> says the rest.</summary>
    /// <exception cref="InvalidOperationException">The host is someone else's than the client was told; the connection ends.</exception>
    public void Admit(Caller caller, ISession host)
    {
        lock (_gate)
        {
            _admitted = true;
            if (_introduced is { } said)
            {
                if (caller.Principal.Person != greeting?.Person)
                    throw new InvalidOperationException("The folder is another person's than its greeting said.");
                caller.Initialize(said.Client.Name, clientKey: null, said.Scopes);
            }
        }

        _opened.SetResult(host);
    }

    // A second introduction is the opened host's to refuse.
    private bool TryIntroduce(InitializeRequest request)
    {
        lock (_gate)
        {
            if (_admitted || _introduced is not null)
                return false;
            _introduced = request;
            return true;
        }
    }
}
