using System.Text;
using System.Text.Json;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Conformance;

/// <summary>What every mail provider must do, whatever it carries with. A subclass brings the <see cref="ProviderBed"/>.</summary>
public abstract class MailProviderConformance : IAsyncLifetime
{
    private static readonly DateTimeOffset Date = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private ProviderBed? _bed;
    private int _built;

    private ProviderBed Bed => _bed!;

    private IMailProvider Provider => Bed.Provider;

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
    public async Task Submit_Message_ArrivesOnceWithEveryByteOfItsBody()
    {
        var message = Build(text: "Über alles: 2 + 2 = 4\n.\nFrom here on a line begins with From\n");

        var answer = await SubmitAsync("one", message);

        Assert.Equal(SubmitOutcome.Accepted, answer.Outcome);
        Assert.NotEmpty(answer.Evidence);
        Assert.Equal(1, Bed.Submissions);
        var arrived = Assert.Single(await Bed.ArrivedAsync());
        Assert.EndsWith(AsReceived(Lf(message)), AsReceived(arrived), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unstage_WhatWasStaged_SendsNothingAndIsDoneOnce()
    {
        // A look at what arrived may itself make mail, which is none of the provider's submissions.
        var before = (Arrived: (await Bed.ArrivedAsync()).Count, Bed.Submissions);
        var request = Request("one");
        var staged = await Provider.StageAsync(new StageRequest { Account = request.Account, OutboxId = "one", Envelope = request.Envelope, Message = request.Message }, null, default);

        for (var time = 0; time < 2; time++)
            Assert.Null((await Provider.UnstageAsync(new UnstageRequest { Account = request.Account, OutboxId = "one", Ids = staged.Ids }, default)).LeftToYou);
        Assert.Null((await Provider.UnstageAsync(new UnstageRequest { Account = request.Account, OutboxId = "never", Ids = new Dictionary<string, string>() }, default)).LeftToYou);

        Assert.Equal(before.Submissions, Bed.Submissions);
        Assert.Equal(before.Arrived, (await Bed.ArrivedAsync()).Count);
    }

    [Fact]
    public async Task Submit_TwoApprovals_AreTwoSubmissions()
    {
        await SubmitAsync("one", Build());
        await SubmitAsync("two", Build());

        Assert.Equal(2, Bed.Submissions);
        Assert.Equal(2, (await Bed.ArrivedAsync()).Count);
    }

    [Fact]
    public async Task Submit_CancelledBefore_IsRefusedAndNothingLeaves()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        SubmitResponse? answer = null;
        try
        {
            answer = await SubmitAsync("one", Build(), cancel: cancelled.Token);
        }
        catch (OperationCanceledException)
        {
            // A caller over a session is released at once; what counts is that nothing left.
        }

        Assert.True(answer is null or { Outcome: SubmitOutcome.Refused, MayRetry: true });
        Assert.Equal(0, Bed.Submissions);
    }

    [Theory]
    [InlineData("a@bed.test\r\nRCPT TO:<b@bed.test>")]
    [InlineData("a@bed.test\nBcc: b@bed.test")]
    [InlineData("a@bed.test\0")]
    [InlineData("a\u0007@bed.test")]
    [InlineData("a b@bed.test")]
    [InlineData("")]
    public async Task Submit_AddressWithControlCharacters_IsRefusedAndNothingLeaves(string address)
    {
        var toThem = await SubmitAsync("one", Build(), to: [Bed.Recipient, address]);
        var fromThem = await SubmitAsync("two", Build(), from: address);

        Assert.Equal(SubmitOutcome.Refused, toThem.Outcome);
        Assert.Equal(SubmitOutcome.Refused, fromThem.Outcome);
        Assert.NotEmpty(toThem.Reason!);
        Assert.Equal(0, Bed.Submissions);
    }

    [Fact]
    public async Task Submit_AddressLikeAnOption_IsAnAddress()
    {
        var answer = await SubmitAsync("one", Build(), to: ["-oQ/tmp/x@bed.test", Bed.Recipient]);

        Assert.True(answer.Outcome is SubmitOutcome.Accepted or SubmitOutcome.Refused);
        Assert.Equal(answer.Outcome == SubmitOutcome.Accepted ? 1 : 0, Bed.Submissions);
    }

    [Fact]
    public async Task Submit_LargeMessage_ComesWhole()
    {
        var file = new byte[3 * 1024 * 1024];
        new Random(7).NextBytes(file);
        var message = Build(attachment: file);

        var answer = await SubmitAsync("one", message);

        Assert.Equal(SubmitOutcome.Accepted, answer.Outcome);
        Assert.EndsWith(AsReceived(Lf(message)), AsReceived(Assert.Single(await Bed.ArrivedAsync())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_BlobThatIsGone_IsRefusedAndMayBeTriedAgain()
    {
        var answer = await Provider.SubmitAsync(Request("one") with { Message = new Content { Blob = "gone", Size = 400_000 } }, null, default);

        Assert.Equal(SubmitOutcome.Refused, answer.Outcome);
        Assert.True(answer.MayRetry);
        Assert.Equal(0, Bed.Submissions);
    }

    [Fact]
    public async Task Submit_UnicodeAddress_IsCarriedOrRefusedWithAReason()
    {
        var answer = await SubmitAsync("one", Build(), to: ["jürgen@büro.test", Bed.Recipient]);

        Assert.True(answer.Outcome == SubmitOutcome.Accepted || (answer.Outcome == SubmitOutcome.Refused && answer.Reason is { Length: > 0 }));
    }

    [Fact]
    public async Task Stage_Message_SubmitsNothing()
    {
        var message = Build();
        var staged = await Provider.StageAsync(
            new StageRequest { Account = Bed.Account(), OutboxId = "one", Envelope = new Envelope(Bed.Address, [Bed.Recipient]), Message = Bed.Put(message) }, null, default);

        var answer = await Provider.SubmitAsync(Request("one", message) with { Ids = staged.Ids }, null, default);

        Assert.Equal(SubmitOutcome.Accepted, answer.Outcome);
        Assert.Equal(1, Bed.Submissions);
    }

    [Fact]
    public async Task FindSent_Submitted_IsSentAlsoAfterARestart()
    {
        var message = Build();
        await SubmitAsync("one", message);

        Assert.Equal(SentEvidence.Sent, (await FindAsync("one", message)).Found);
        await Bed.RestartAsync();
        var found = await FindAsync("one", message);

        Assert.Equal(SentEvidence.Sent, found.Found);
        Assert.NotEmpty(found.Evidence);
    }

    [Fact]
    public async Task FindSent_NeverSubmitted_IsNoEvidenceOfSending()
    {
        await SubmitAsync("another", Build());

        Assert.Equal(Bed.Absence, (await FindAsync("one", Build())).Found);
    }

    [Fact]
    public async Task Changes_NoCursor_StartsAtNow()
    {
        await Bed.ReceiveAsync(Incoming("before"));
        var start = await ChangesAsync(null);
        await Bed.ReceiveAsync(Incoming("after"));

        Assert.Empty(start.Messages);
        Assert.False(start.More);
        Assert.Equal(["after"], Subjects(await ChangesAsync(start.Cursor)));
    }

    [Fact]
    public async Task Changes_Since_StartsThere()
    {
        await Bed.ReceiveAsync(Incoming("before"));

        var changes = await Provider.ChangesAsync(new ChangesRequest { Account = Bed.Account(), Since = Date.AddYears(-20) }, default);

        Assert.Equal(["before"], Subjects(changes));
    }

    [Fact]
    public async Task Changes_Pages_AreInOrderWithoutLossOrRepeat()
    {
        var cursor = (await ChangesAsync(null)).Cursor;
        for (var i = 0; i < 7; i++)
            await Bed.ReceiveAsync(Incoming($"m{i}"));
        var seen = new List<string>();
        ChangesResponse page;
        do
        {
            page = await ChangesAsync(cursor, limit: 3);
            Assert.InRange(page.Messages.Count, 1, 3);
            Assert.Equal(Subjects(page), Subjects(await ChangesAsync(cursor, limit: 3)));
            seen.AddRange(Subjects(page));
            cursor = page.Cursor;
        }
        while (page.More);

        Assert.Equal(["m0", "m1", "m2", "m3", "m4", "m5", "m6"], seen);
        Assert.Empty((await ChangesAsync(cursor)).Messages);
        await Bed.ReceiveAsync(Incoming("m7"));
        Assert.Equal(["m7"], Subjects(await ChangesAsync(cursor)));
    }

    [Fact]
    public async Task Changes_AfterARestart_GoOnWhereTheyWere()
    {
        var start = await ChangesAsync(null);
        await Bed.ReceiveAsync(Incoming("one"));
        var first = await ChangesAsync(start.Cursor);
        await Bed.RestartAsync();
        await Bed.ReceiveAsync(Incoming("two"));

        Assert.Equal(["one", "two"], Subjects(await ChangesAsync(start.Cursor)));
        Assert.Equal(["two"], Subjects(await ChangesAsync(first.Cursor)));
    }

    [Fact]
    public async Task Changes_CursorThatNoLongerHolds_IsAResyncWithoutLoss()
    {
        var cursor = (await ChangesAsync(null)).Cursor;
        await Bed.ReceiveAsync(Incoming("one"));
        await Bed.LosePositionAsync();

        var resync = await ChangesAsync(cursor);

        Assert.True(resync.Resynced);
        Assert.Contains("one", Subjects(resync));
        Assert.False((await ChangesAsync(resync.Cursor)).Resynced);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData(":")]
    [InlineData("../../x:99999999999999999999")]
    public async Task Changes_CursorThatIsNone_IsAResync(string cursor) => Assert.True((await ChangesAsync(cursor)).Resynced);

    [Fact]
    public async Task Changes_Message_IsItsHeaderBlockAndNoMore()
    {
        var cursor = (await ChangesAsync(null)).Cursor;
        await Bed.ReceiveAsync(Incoming("hello", "secret body"));

        var head = Assert.Single((await ChangesAsync(cursor)).Messages);

        var text = Encoding.UTF8.GetString(head.Headers);
        Assert.DoesNotContain("secret body", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal("hello", HeaderBlock.Parse(head.Headers).Subject);
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
    public async Task Read_AtTheGrant_IsTheWholeMessage()
    {
        var id = await IncomingIdAsync("hello", "the body");
        var request = new MessageRequest { Account = Bed.Account(GrantLevel.Bodies), Id = id };

        Assert.Contains("the body", Encoding.UTF8.GetString((await Provider.ReadReplyAsync(request, default)).Message), StringComparison.Ordinal);
        Assert.Contains("the body", Encoding.UTF8.GetString((await Provider.ReadReportAsync(request, default)).Message), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_LongMessage_IsCutAtOneMebibyte()
    {
        var id = await IncomingIdAsync("hello", string.Concat(Enumerable.Repeat("0123456789abcdef0123456789abcdef\n", 50_000)));

        var answer = await Provider.ReadReplyAsync(new MessageRequest { Account = Bed.Account(GrantLevel.Bodies), Id = id }, default);

        Assert.Equal(1024 * 1024, answer.Message.Length);
    }

    [Theory]
    [InlineData("no-such-message")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("*")]
    [InlineData("")]
    public async Task Read_IdThatIsNone_IsNotFound(string id)
    {
        await Bed.ReceiveAsync(Incoming("hello"));

        var fault = await Assert.ThrowsAsync<RpcException>(async () => await Provider.ReadReplyAsync(new MessageRequest { Account = Bed.Account(GrantLevel.Bodies), Id = id }, default));

        Assert.Equal(RpcErrorCode.NotFound, fault.Code);
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
        await Provider.ReadReplyAsync(new MessageRequest { Account = Bed.Account(GrantLevel.Bodies), Id = id }, default);
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

    private static byte[] Incoming(string subject, string body = "Hello\n") =>
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

    private async Task<string> IncomingIdAsync(string subject, string body)
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
