using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit.Models;

namespace Assistant.EndToEnd.Models;

/// <summary>The real host with the real plugins: an account at the post office, one contact, and a model, most often one whose endpoint is the test's own.</summary>
internal sealed class ModelHost : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("assistant-model-").FullName;
    private string _clientKey = "";
    private int _mails;

    private FakeModelEndpoint? _endpoint;

    private ModelHost() => Host = HostProgram.Start(_root);

    /// <summary>The test's own; a host that was opened with another has none.</summary>
    public FakeModelEndpoint Endpoint => _endpoint!;

    public HostProgram Host { get; private set; }

    public Account Account { get; private set; } = null!;

    public Contact Ana { get; private set; } = null!;

    public static async Task<ModelHost> OpenAsync(FakeModelEndpoint endpoint)
    {
        var opened = await OpenAsync($"http://127.0.0.1:{endpoint.Port}/v1");
        opened._endpoint = endpoint;
        return opened;
    }

    public static async Task<ModelHost> OpenAsync(string endpoint)
    {
        var opened = new ModelHost();
        var host = opened.Host;
        opened._clientKey = await host.SetUpAsync();
        await host.InitializeAsync(opened._clientKey);
        opened.Account = (await host.Accounts.ConnectAsync(
            new AccountConnectRequest { Provider = "mail.local", Address = "me@here.example", DisplayName = "Mira Ernst", Grant = GrantLevel.Bodies }, null, default)).Account!;
        opened.Ana = await host.Contacts.CreateAsync(
            new ContactCreateRequest { Name = "Ana Ruiz", Addresses = ["ana@there.example"], Fields = new Dictionary<string, string> { ["company"] = "Norte" } }, default);
        await opened.SaveModelAsync(endpoint);
        await host.Drafting.ChooseModelAsync(new ModelGetRequest { Id = "stub" }, default);
        return opened;
    }

    /// <summary>The model that everything is asked of, anew.</summary>
    public async Task SaveModelAsync(string endpoint, int contextTokens = 200_000, string? key = null) => await Host.Drafting.SaveModelAsync(
        new ModelSaveRequest { Id = "stub", Provider = ModelProvider.OpenAi, Name = "m", Endpoint = endpoint, ContextTokens = contextTokens, Key = key }, default);

    /// <summary>Another connection, by the socket.</summary>
    /// <param name="hasKey">It shows the owner's key; without, it is any program of the user's.</param>
    public async Task<RpcSession> ConnectAsync(bool hasKey = true)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_root, "data", "host.sock")));
        var stream = new NetworkStream(socket, ownsSocket: true);
        var session = new RpcSession(new StreamTransport(stream, stream, RpcFraming.Headers)).Start(null);
        await SessionRpc.Contract.Connect(session).InitializeAsync(new InitializeRequest { Client = new ClientInfo("second", "1"), ClientKey = hasKey ? _clientKey : null }, default);
        return session;
    }

    /// <summary>SIGKILL, and a start on the same folder.</summary>
    public async Task KillAndStartAsync()
    {
        Host.Kill();
        await Host.ExitedAsync();
        await Host.DisposeAsync();
        Host = HostProgram.Start(_root);
        await Host.InitializeAsync(_clientKey);
    }

    /// <summary>Sends Ana one mail; the item once it is sent.</summary>
    public async Task<OutboxItem> SendAsync(string subject, RecordRef? about = null)
    {
        var draft = await Host.Drafts.CreateAsync(
            new DraftCreateRequest { AccountId = Account.Id, ContactId = Ana.Id, To = ["Ana Ruiz <ana@there.example>"], Subject = subject, Body = "May I ask?", About = about }, default);
        var preview = await Host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default);
        var id = (await Host.Outbox.ApproveAsync(new OutboxApproveRequest { Items = [new(draft.Id, preview.Hash!)], UndoSeconds = 0 }, default)).Items[0].Id;
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var item = (await Host.Outbox.ShowAsync(new OutboxShowRequest { Id = id }, over.Token)).Item;
            if (item.State == OutboxState.Sent)
                return item;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, over.Token);
        }
    }

    /// <summary>Ana answers, and the mailbox is checked.</summary>
    /// <param name="sent">What she answers.</param>
    /// <param name="mail">Further header lines, an empty line and the text.</param>
    public async Task ReceiveAsync(OutboxItem sent, string mail)
    {
        var arrived = TimeProvider.System.GetUtcNow().AddSeconds(++_mails);
        var name = string.Create(CultureInfo.InvariantCulture, $"{arrived.ToUnixTimeSeconds()}.M{_mails}.there");
        var head = $"Date: {MailDate.Format(arrived)}\r\nMessage-ID: <{name}@there.example>\r\nTo: me@here.example\r\nFrom: Ana Ruiz <ana@there.example>\r\nSubject: Re: A question\r\nIn-Reply-To: <{sent.MessageId}>\r\n";
        var inbox = Inbox();
        var made = Path.Combine(inbox, "tmp", name);
        await File.WriteAllBytesAsync(made, Encoding.UTF8.GetBytes(head + mail));
        File.SetLastWriteTimeUtc(made, arrived.UtcDateTime);
        File.Move(made, Path.Combine(inbox, "new", name));
        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);
    }

    /// <summary>What the post office was ever given to carry: its own ledger, whose lines nothing makes fewer.</summary>
    public int Submitted() =>
        Directory.EnumerateFiles(_root, "ledger.jsonl", SearchOption.AllDirectories).SelectMany(File.ReadLines).Count(static line => line.Contains("outboxId", StringComparison.Ordinal));

    /// <summary>The account's own Maildir.</summary>
    private string Inbox() => Directory.EnumerateFiles(_root, "mailbox.json", SearchOption.AllDirectories)
        .Where(static card => File.ReadAllText(card).Contains("me@here.example", StringComparison.Ordinal))
        .Select(static card => Path.Combine(Path.GetDirectoryName(card)!, "Maildir"))
        .First();

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (_endpoint is not null)
            await _endpoint.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }
}
