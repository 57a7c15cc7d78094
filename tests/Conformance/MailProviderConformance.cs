using System.Text;
using System.Text.Json;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Conformance;

/// <summary>What every mail provider must do, whatever it carries with. A subclass brings the <see cref="ProviderBed"/>.</summary>
public abstract partial class MailProviderConformance : IAsyncLifetime
{
    private static readonly DateTimeOffset Date = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private ProviderBed? _bed;
    private int _built;

    protected ProviderBed Bed => _bed!;

    protected IMailProvider Provider => Bed.Provider;

    protected abstract ValueTask<ProviderBed> OpenAsync();

    public async Task InitializeAsync()
    {
        _bed = await OpenAsync();
        var connected = await Provider.ConnectAsync(Connect(Bed.Settings), Bed.Browser, default);
        Assert.Empty(connected.Problems);
        Assert.Equal(Bed.Address, connected.Address);
    }

    public async Task DisposeAsync() => await Bed.DisposeAsync();

    [Fact]
    public async Task Describe_Always_SaysWhatAFormNeeds()
    {
        var description = await Provider.DescribeAsync(new ProviderDescribeRequest(), default);

        Assert.NotEmpty(description.Id);
        Assert.NotEmpty(description.Name);
        Assert.True(description.MaxMessageSize > Content.InlineLimit);
        Assert.Contains(description.Grants, g => g.Level == GrantLevel.Headers);
        Assert.All(description.Grants, g => Assert.NotEmpty(g.Words));
        Assert.Equal("object", description.Form.GetProperty("type").GetString());
        foreach (var property in description.Form.GetProperty("properties").EnumerateObject())
        {
            Assert.NotEmpty(property.Value.GetProperty("title").GetString()!);
            Assert.NotEmpty(property.Value.GetProperty("description").GetString()!);
        }
    }

    [Fact]
    public async Task Connect_WrongSettings_AreNamedByPath()
    {
        foreach (var (settings, path) in Bed.WrongSettings)
        {
            using var json = JsonDocument.Parse(settings);
            var answer = await Provider.ConnectAsync(Connect(json.RootElement.Clone()), Bed.Browser, default);

            Assert.Contains(answer.Problems, p => p.Path == path);
            Assert.All(answer.Problems, p => Assert.NotEmpty(p.Problem));
        }
    }

    [Fact]
    public async Task Connect_AddressThatIsNone_IsRefused()
    {
        var answer = await Provider.ConnectAsync(Connect(Bed.Settings) with { Address = "nobody\r\nBcc: x@bed.test" }, Bed.Browser, default);

        Assert.Contains(answer.Problems, p => p.Path == "$.address");
    }

    [Fact]
    public async Task Read_BelowTheGrant_IsRefused()
    {
        var id = await IncomingIdAsync("hello", "body");
        var request = new MessageRequest { Account = Bed.Account(GrantLevel.Headers), Id = id };

        var report = await Assert.ThrowsAsync<RpcException>(async () => await Provider.ReadReportAsync(request, default));
        var reply = await Assert.ThrowsAsync<RpcException>(async () => await Provider.ReadReplyAsync(request, default));

        Assert.Equal((RpcErrorCode.NotAuthorised, RpcErrorCode.NotAuthorised), (report.Code, reply.Code));
    }

    [Fact]
    public async Task Mailbox_AfterEverything_IsAsItWas()
    {
        var id = await IncomingIdAsync("hello", "body");
        var before = await Bed.SnapshotAsync();

        await ChangesAsync(null);
        var message = Build();
        await SubmitAsync("one", message);
        await FindAsync("one", message);
        if (Bed.Grant >= GrantLevel.Bodies)
            await Provider.ReadReplyAsync(new MessageRequest { Account = Bed.Account(), Id = id }, default);
        await Bed.LosePositionAsync();
        await ChangesAsync("lost");
        await Provider.DisconnectAsync(new ProviderDisconnectRequest { Account = Bed.Account() }, default);

        Assert.NotEmpty(before);
        Assert.Equal(before, await Bed.SnapshotAsync());
    }

    [Fact]
    public async Task Disconnect_Always_SaysWhatWasDoneAndWhatIsLeft()
    {
        var answer = await Provider.DisconnectAsync(new ProviderDisconnectRequest { Account = Bed.Account() }, default);

        Assert.NotEmpty(answer.Receipt);
        Assert.NotEmpty(answer.LeftToYou);
    }

    private ProviderConnectRequest Connect(JsonElement? settings) =>
        new() { AccountId = "account-1", Address = Bed.Address, DisplayName = "Owner", Grant = Bed.Grant, Settings = settings };

    private byte[] Build(string text = "Hello\n", byte[]? attachment = null) => new MessageBuilder
    {
        From = new Mailbox("Owner", Bed.Address),
        To = [new Mailbox(null, Bed.Recipient)],
        Subject = "A trial",
        Date = Date,
        MessageId = $"trial-{++_built}@bed.test",
        Text = text,
        Attachments = attachment is null ? [] : [new OutgoingAttachment("data.bin", "application/octet-stream", attachment)],
    }.Build().Require().Bytes.ToArray();

    protected static byte[] Incoming(string subject, string body = "Hello\n") =>
        Encoding.UTF8.GetBytes($"From: Someone <someone@elsewhere.test>\nTo: owner@bed.test\nSubject: {subject}\nMessage-ID: <{subject}@elsewhere.test>\nDate: {MailDate.Format(Date)}\n\n{body}");

    private SubmitRequest Request(string outboxId, byte[]? message = null) => new()
    {
        Account = Bed.Account(),
        OutboxId = outboxId,
        Envelope = new Envelope(Bed.Address, [Bed.Recipient]),
        Message = Bed.Put(message ?? Build()),
        Ids = new Dictionary<string, string>(),
    };

    private ValueTask<SubmitResponse> SubmitAsync(string outboxId, byte[] message, string? from = null, string[]? to = null, CancellationToken cancel = default) =>
        Provider.SubmitAsync(Request(outboxId, message) with { Envelope = new Envelope(from ?? Bed.Address, to ?? [Bed.Recipient]) }, null, cancel);

    private ValueTask<FindSentResponse> FindAsync(string outboxId, byte[] message) => Provider.FindSentAsync(new FindSentRequest
    {
        Account = Bed.Account(),
        OutboxId = outboxId,
        Envelope = new Envelope(Bed.Address, [Bed.Recipient]),
        Ids = new Dictionary<string, string>(),
        MessageId = HeaderBlock.Parse(message).MessageId!,
        Digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(message)),
        Since = TimeProvider.System.GetUtcNow(),
    }, default);

    private ValueTask<ChangesResponse> ChangesAsync(string? cursor, int limit = 200) =>
        Provider.ChangesAsync(new ChangesRequest { Account = Bed.Account(), Cursor = cursor, Limit = limit }, default);

    protected async Task<string> IncomingIdAsync(string subject, string body)
    {
        var cursor = (await ChangesAsync(null)).Cursor;
        await Bed.ReceiveAsync(Incoming(subject, body));
        return Assert.Single((await ChangesAsync(cursor)).Messages).Id;
    }

    private static List<string> Subjects(ChangesResponse changes) => [.. changes.Messages.Select(m => HeaderBlock.Parse(m.Headers).Subject!)];

    // Without the one line that some providers write anew.
    private string AsReceived(string message)
    {
        if (Bed.KeepsMessageId || message.IndexOf("Message-ID: ", StringComparison.Ordinal) is not (>= 0 and var at))
            return message;
        return message.Remove(at, message.IndexOf('\n', at) + 1 - at);
    }

    private static string Lf(byte[] message) => Encoding.UTF8.GetString(message).ReplaceLineEndings("\n");
}
