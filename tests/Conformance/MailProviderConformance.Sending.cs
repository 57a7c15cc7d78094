using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Conformance;

/// <content>Staging, the one request to send, and the evidence of it.</content>
public abstract partial class MailProviderConformance
{
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
}
