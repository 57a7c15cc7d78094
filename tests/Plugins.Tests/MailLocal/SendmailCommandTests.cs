using Assistant.Plugins.MailLocal.Accounts;
using Assistant.Plugins.MailLocal.Sending;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Plugins.Tests.MailLocal;

public sealed class SendmailCommandTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(0, 1, SubmitOutcome.Accepted, false)]
    [InlineData(64, 1, SubmitOutcome.Refused, false)]
    [InlineData(65, 2, SubmitOutcome.Refused, false)]
    [InlineData(67, 1, SubmitOutcome.Refused, false)]
    [InlineData(67, 2, SubmitOutcome.Unknown, false)]
    [InlineData(68, 1, SubmitOutcome.Refused, false)]
    [InlineData(69, 1, SubmitOutcome.Unknown, false)]
    [InlineData(70, 1, SubmitOutcome.Unknown, false)]
    [InlineData(71, 1, SubmitOutcome.Refused, true)]
    [InlineData(74, 1, SubmitOutcome.Unknown, false)]
    [InlineData(75, 1, SubmitOutcome.Unknown, false)]
    [InlineData(76, 1, SubmitOutcome.Unknown, false)]
    [InlineData(77, 1, SubmitOutcome.Refused, false)]
    [InlineData(78, 1, SubmitOutcome.Refused, false)]
    [InlineData(1, 1, SubmitOutcome.Unknown, false)]
    [InlineData(127, 1, SubmitOutcome.Unknown, false)]
    public async Task Run_ExitCode_IsJudged(int code, int recipients, SubmitOutcome outcome, bool mayRetry)
    {
        var result = await RunAsync($"cat > /dev/null; echo 'because of this' >&2; exit {code}", recipients: recipients);

        Assert.Equal((outcome, mayRetry), (result.Outcome, result.MayRetry));
        Assert.Equal(code != 0, result.Reason?.Contains("because of this", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task Run_TemporaryFailureOfAProgramThatNeverQueues_MayBeTriedAgain()
    {
        var result = await RunAsync("cat > /dev/null; exit 75", temporaryMeansNotSent: true);

        Assert.Equal((SubmitOutcome.Refused, true), (result.Outcome, result.MayRetry));
    }

    [Fact]
    public async Task Run_KilledProgram_IsUnknown() => Assert.Equal(SubmitOutcome.Unknown, (await RunAsync("cat > /dev/null; kill -9 $$")).Outcome);

    [Theory]
    [InlineData(75, SubmitOutcome.Refused)]
    [InlineData(0, SubmitOutcome.Unknown)]
    public async Task Run_ProgramThatNeverReadTheEnd_SentNothing(int code, SubmitOutcome outcome) =>
        Assert.Equal(outcome, (await RunAsync($"exit {code}", message: new byte[4_000_000])).Outcome);

    [Fact]
    public async Task Run_ProgramThatDoesNotEnd_IsStoppedAndUnknown()
    {
        var run = RunAsync("exec cat > /dev/null < /dev/zero");
        _time.Advance(SendmailCommand.Patience + TimeSpan.FromSeconds(1));

        Assert.Equal(SubmitOutcome.Unknown, (await run).Outcome);
    }

    [Fact]
    public async Task Run_MissingProgram_IsRefused()
    {
        var result = await new SendmailCommand(_scratch.PathTo("none"), [], false).RunAsync("a@b.test", ["c@d.test"], "x"u8.ToArray(), _time);

        Assert.Equal((SubmitOutcome.Refused, true), (result.Outcome, result.MayRetry));
    }

    [Fact]
    public async Task Run_Arguments_ArriveAsTheyAreWithoutAShell()
    {
        var program = _scratch.Program("sendmail", $"cat > /dev/null; printf '%s\\n' \"$@\" > {_scratch.PathTo("args")}");
        await new SendmailCommand(program, ["-C", "a b; $(touch x)"], false).RunAsync("me@here.test", ["-oQ/tmp@there.test", "$(id)@there.test"], "x"u8.ToArray(), _time);

        Assert.Equal(["-C", "a b; $(touch x)", "-i", "-f", "me@here.test", "--", "-oQ/tmp@there.test", "$(id)@there.test"], await File.ReadAllLinesAsync(_scratch.PathTo("args")));
    }

    [Fact]
    public async Task Run_Environment_HasOnlyWhatIsAllowed()
    {
        Environment.SetEnvironmentVariable("ASSISTANT_TEST_SECRET", "hidden");
        await RunAsync($"cat > /dev/null; env > {_scratch.PathTo("env")}");

        var environment = await File.ReadAllTextAsync(_scratch.PathTo("env"));
        Assert.DoesNotContain("ASSISTANT_TEST_SECRET", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("DOTNET", environment, StringComparison.Ordinal);
        Assert.Contains("PATH=", environment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ProgramThatTalksALot_IsHeardBriefly()
    {
        var result = await RunAsync("head -c 3000000 /dev/zero | tr '\\0' x >&2; head -c 3000000 /dev/zero; cat > /dev/null; exit 65", message: new byte[2_000_000]);

        Assert.Equal(SubmitOutcome.Refused, result.Outcome);
        Assert.InRange(result.Reason!.Length, 1000, 2200);
    }

    [Theory]
    [InlineData("", SentEvidence.NotSent)]
    [InlineData("started", SentEvidence.None)]
    [InlineData("started accepted", SentEvidence.Sent)]
    [InlineData("started refused", SentEvidence.NotSent)]
    [InlineData("started unknown", SentEvidence.None)]
    [InlineData("started refused started", SentEvidence.None)]
    [InlineData("started refused started accepted", SentEvidence.Sent)]
    public void FindSent_Journal_ProvesWhatItCan(string steps, SentEvidence found)
    {
        var journal = new SendJournal(_scratch.PathTo("journal.jsonl"));
        journal.Begin(_time.GetUtcNow());
        foreach (var step in steps.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            journal.Write(new SendRecord { Step = Enum.Parse<SendStep>(step, ignoreCase: true), Time = _time.GetUtcNow(), OutboxId = "one" });
        journal.Write(new SendRecord { Step = SendStep.Accepted, Time = _time.GetUtcNow(), OutboxId = "another" });

        Assert.Equal(found, Account(journal).FindSent(Request(_time.GetUtcNow().AddSeconds(1))).Found);
    }

    [Fact]
    public void FindSent_JournalThatBeganLater_ProvesNoAbsence()
    {
        var journal = new SendJournal(_scratch.PathTo("journal.jsonl"));
        journal.Begin(_time.GetUtcNow());

        Assert.Equal(SentEvidence.None, Account(journal).FindSent(Request(_time.GetUtcNow().AddSeconds(-1))).Found);
    }

    [Fact]
    public void FindSent_JournalTornByAPowerCut_IsRead()
    {
        var journal = new SendJournal(_scratch.PathTo("journal.jsonl"));
        journal.Begin(_time.GetUtcNow());
        journal.Write(new SendRecord { Step = SendStep.Accepted, Time = _time.GetUtcNow(), OutboxId = "one" });
        File.AppendAllText(_scratch.PathTo("journal.jsonl"), """{"step":"acc""");

        Assert.Equal(SentEvidence.Sent, Account(journal).FindSent(Request(_time.GetUtcNow())).Found);
    }

    private Task<SendmailResult> RunAsync(string script, int recipients = 1, byte[]? message = null, bool temporaryMeansNotSent = false) =>
        new SendmailCommand(_scratch.Program("sendmail", script), [], temporaryMeansNotSent)
            .RunAsync("me@here.test", [.. Enumerable.Range(0, recipients).Select(i => $"r{i}@there.test")], message ?? "Subject: x\n\nx\n"u8.ToArray(), _time);

    private CommandAccount Account(SendJournal journal) =>
        new(new AccountSettings { Maildir = _scratch.Root, Sendmail = "/bin/false" }, journal, _time, (_, _) => { });

    private static FindSentRequest Request(DateTimeOffset since) => new()
    {
        Account = new ProviderAccount { Id = "a", Address = "me@here.test", Grant = GrantLevel.Headers },
        OutboxId = "one",
        Envelope = new Envelope("me@here.test", ["r@there.test"]),
        Ids = new Dictionary<string, string>(),
        MessageId = "x@here.test",
        Digest = "",
        Since = since,
    };
}
