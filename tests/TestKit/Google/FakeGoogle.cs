using System.Collections.Concurrent;

namespace Assistant.TestKit.Google;

/// <summary>Google on this machine: its sign-in and Gmail, for any number of accounts.</summary>
public sealed class FakeGoogle : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, GoogleMailbox> _mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly WebServer _server;

    public FakeGoogle(TimeProvider time)
    {
        _time = time;
        SignIn = new GoogleSignIn(() => Root);
        Gmail = new GoogleApi(this, time);
        _server = new WebServer(Answer, Gmail.Breaks).Start();
    }

    public string Root => _server.Root;

    public GoogleSignIn SignIn { get; }

    public GoogleApi Gmail { get; }

    public GoogleMailbox Mailbox(string address) => _mailboxes.GetOrAdd(address, found => new GoogleMailbox(found, _time));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private WebAnswer Answer(WebRequest request) => SignIn.Answer(request) ?? Gmail.Answer(request);
}
