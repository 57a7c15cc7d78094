using System.Text;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Mailroom;

public sealed class SendingTests : IAsyncDisposable
{
    private readonly MailroomFixture _fixture = new();

    private MailroomHost Host => _fixture.Host;

    [Fact]
    public async Task Approve_Drained_SendsExactlyWhatWasPreviewed()
    {
        var account = await Host.ConnectAsync();
        var draft = await Host.Drafts.CreateAsync(
            new DraftCreateRequest { To = ["Ana Ruiz <ana@there.example>"], Bcc = ["boss@here.example"], Subject = "Früh", Body = "Hello *Ana*,\nsee [here](https://x.example/).\n" }, default);
        draft = await Host.Drafts.AttachAsync(new DraftAttachRequest { Id = draft.Id, Revision = draft.Revision, Name = "cv.pdf", Type = "application/pdf", Content = new Content { Bytes = [1, 2, 3], Size = 3 } }, default);
        var item = await Host.ApproveAsync(draft);

        await Host.DrainAsync(account);

        var sent = await Host.ItemAsync(item.Id);
        Assert.Equal((OutboxState.Sent, 1), (sent.State, sent.Submissions));
        var line = Assert.Single(_fixture.Provider.Ledger);
        Assert.Equal(["ana@there.example", "boss@here.example"], line.Envelope.To);
        var message = MimeMessage.Parse(line.Bytes);
        Assert.Equal("Früh", message.Subject);
        Assert.Equal("Hello Ana,\nsee here <https://x.example/>.\n", message.TextBody);
        Assert.Equal([1, 2, 3], Assert.Single(message.Attachments).DecodeBytes().ToArray());
        Assert.DoesNotContain("boss@", Encoding.UTF8.GetString(line.Bytes), StringComparison.Ordinal);
        var source = await Host.Outbox.SourceAsync(new OutboxSourceRequest { Id = item.Id }, default);
        Assert.Equal(line.Bytes, source.Message.Bytes);
        Assert.Equal(
            [OutboxState.Approved, OutboxState.Claimed, OutboxState.Staged, OutboxState.Submitting, OutboxState.Sent],
            (await Host.Outbox.ShowAsync(new OutboxShowRequest { Id = item.Id }, default)).Steps.Select(static step => step.State));
        Assert.True(Host.Audit.Verify().IsWhole);
    }

    [Fact]
    public async Task Update_ApprovedAndUnclaimed_VoidsTheApproval()
    {
        var account = await Host.ConnectAsync();
        var draft = await Host.DraftAsync();
        var item = await Host.ApproveAsync(draft, undoSeconds: 10);
        draft = await Host.Drafts.GetAsync(new DraftGetRequest { Id = draft.Id }, default);

        var changed = await Host.Drafts.UpdateAsync(new DraftUpdateRequest { Id = draft.Id, Revision = draft.Revision, Subject = "Another" }, default);

        _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await Host.DrainAsync(account);
        Assert.Equal(DraftState.Open, changed.State);
        Assert.Equal(OutboxState.Cancelled, (await Host.ItemAsync(item.Id)).State);
        Assert.Equal(0, _fixture.Provider.Submits);
    }

    [Fact]
    public async Task Approve_StaleHash_IsConflictAndApprovesNothing()
    {
        await Host.ConnectAsync();
        var (one, two) = (await Host.DraftAsync(), await Host.DraftAsync(subject: "Two"));
        var hash = (await Host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = one.Id }, default)).Hash!;

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await Host.Outbox.ApproveAsync(new OutboxApproveRequest { Items = [new(one.Id, hash), new(two.Id, hash)] }, default));

        Assert.Equal(RpcErrorCode.Conflict, refused.Code);
        Assert.StartsWith("$.items[1].hash", refused.Message, StringComparison.Ordinal);
        Assert.Empty((await Host.Outbox.ListAsync(new OutboxListRequest(), default)).Items);
    }

    [Theory]
    [InlineData(FakeSubmit.AcceptAndSayUnknown, OutboxState.Sent, 1)]
    [InlineData(FakeSubmit.AcceptAndThrow, OutboxState.Sent, 1)]
    [InlineData(FakeSubmit.Refuse, OutboxState.Refused, 0)]
    [InlineData(FakeSubmit.RefuseForNow, OutboxState.Sent, 1)]
    [InlineData(FakeSubmit.DropAndThrow, OutboxState.Sent, 1)]
    public async Task Submit_EachAnswer_EndsAsTheLedgerSays(FakeSubmit answer, OutboxState state, int taken)
    {
        var account = await Host.ConnectAsync();
        _fixture.Provider.ProvesAbsence = true;
        _fixture.Provider.Answers.Enqueue(answer);
        var item = await Host.ApproveAsync(await Host.DraftAsync());

        for (var i = 0; i < 5; i++)
        {
            await Host.DrainAsync(account);
            _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(state, (await Host.ItemAsync(item.Id)).State);
        Assert.Equal(taken, _fixture.Provider.Ledger.Count);
    }

    [Fact]
    public async Task Submit_UnknownWithoutEvidence_AsksAPersonAfterTheGracePeriod()
    {
        var account = await Host.ConnectAsync();
        _fixture.Provider.EvidenceAfter = null;
        _fixture.Provider.Answers.Enqueue(FakeSubmit.AcceptAndSayUnknown);
        var item = await Host.ApproveAsync(await Host.DraftAsync());
        await Host.DrainAsync(account);
        Assert.Equal(OutboxState.Unknown, (await Host.ItemAsync(item.Id)).State);

        for (var i = 0; i < 40; i++)
        {
            _fixture.Time.Advance(TimeSpan.FromMinutes(1));
            await Host.DrainAsync(account);
        }

        var asked = await Host.ItemAsync(item.Id);
        Assert.Equal((OutboxState.NeedsPerson, 1), (asked.State, asked.Submissions));
        Assert.Equal(1, _fixture.Provider.Submits);
        var settled = await Host.Outbox.SettleAsync(new OutboxSettleRequest { Id = item.Id, WasSent = true, Note = "it is in Sent" }, default);
        Assert.Equal(OutboxState.Sent, settled.State);
    }

    [Fact]
    public async Task Start_CopiedFolder_QuarantinesUntilReleased()
    {
        var account = await Host.ConnectAsync();
        var item = await Host.ApproveAsync(await Host.DraftAsync(), undoSeconds: 60);
        File.Delete(_fixture.Folder.Data.State.DeviceGeneration.FullPath);

        var host = await _fixture.RestartAsync();
        _fixture.Time.Advance(TimeSpan.FromMinutes(2));
        await host.DrainAsync(account);

        Assert.Equal(OutboxState.Quarantined, (await host.ItemAsync(item.Id)).State);
        Assert.Equal(0, _fixture.Provider.Submits);
        await host.Outbox.ReleaseAsync(new OutboxReleaseRequest { Id = item.Id }, default);
        await host.DrainAsync(account);
        Assert.Equal(OutboxState.Sent, (await host.ItemAsync(item.Id)).State);
    }

    [Fact]
    public async Task Drain_ChosenTimeMissed_Quarantines()
    {
        var account = await Host.ConnectAsync();
        var item = await Host.ApproveAsync(await Host.DraftAsync(), notBefore: _fixture.Time.GetUtcNow().AddHours(1));

        _fixture.Time.Advance(TimeSpan.FromMinutes(76));
        await Host.DrainAsync(account);

        var missed = await Host.ItemAsync(item.Id);
        Assert.Equal((OutboxState.Quarantined, "missed its time"), (missed.State, missed.Reason));
    }

    [Fact]
    public async Task Drain_AccountWantsSetup_PausesAndLosesNothing()
    {
        var account = await Host.ConnectAsync();
        var item = await Host.ApproveAsync(await Host.DraftAsync());
        _fixture.Provider.Fault = new RpcException(RpcErrorCode.NeedsSetup, "The sign-in has expired.", new RpcNeedsSetupData { Subject = "account", Remedy = "Sign in again." });
        await Host.DrainAsync(account);

        var paused = await Host.ItemAsync(item.Id);
        Assert.Equal((OutboxState.Approved, "Sign in again."), (paused.State, paused.NextStep));

        _fixture.Provider.Fault = null;
        await Host.ConnectAsync();
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await Host.DrainAsync(account);
        Assert.Equal(OutboxState.Sent, (await Host.ItemAsync(item.Id)).State);
    }

    [Theory]
    [InlineData(0)]
    // The machine sleeps while the provider is asked, until trying would be over.
    [InlineData(25)]
    public async Task Submit_UserHasToActFirst_PausesTheAccountAndKeepsTheApprovalHoweverLongThatTakes(int asleep)
    {
        var account = await Host.ConnectAsync();
        _fixture.Provider.Answers.Enqueue(FakeSubmit.RefuseUntilSetup);
        _fixture.Provider.Submitting = _ =>
        {
            _fixture.Provider.Submitting = null;
            _fixture.Time.Advance(TimeSpan.FromHours(asleep));
            return Task.CompletedTask;
        };
        var item = await Host.ApproveAsync(await Host.DraftAsync());
        await Host.DrainAsync(account);

        var paused = await Host.ItemAsync(item.Id);
        var need = (await Host.Accounts.ListAsync(new AccountListRequest(), default)).Accounts[0].Need;
        Assert.Equal((OutboxState.Approved, 0, "Allow it again."), (paused.State, paused.Submissions, paused.NextStep));
        Assert.Equal(("not allowed", "Allow it again.", true), (need?.Message, need?.Remedy, need?.Form is not null));
        await _fixture.RestartAsync();
        _fixture.Time.Advance(TimeSpan.FromHours(30));
        await Host.DrainAsync(account);
        Assert.Equal(1, _fixture.Provider.Submits);

        await Host.ConnectAsync();
        await Host.DrainAsync(account);

        var sent = await Host.ItemAsync(item.Id);
        Assert.Equal((OutboxState.Sent, paused.Hash, paused.ApprovedAt, 2), (sent.State, sent.Hash, sent.ApprovedAt, _fixture.Provider.Submits));
        Assert.Single(_fixture.Provider.Ledger);
    }

    [Fact]
    public async Task Drain_PluginWantsSetup_WaitsAndGoesOnWithoutTheAccount()
    {
        var account = await Host.ConnectAsync();
        var item = await Host.ApproveAsync(await Host.DraftAsync());
        _fixture.Capabilities.Fault = new RpcException(RpcErrorCode.NeedsSetup, "The plugin needs setup.", new RpcNeedsSetupData { Subject = "plugin:mail-fake", Remedy = "Correct $.port." });
        await Host.DrainAsync(account);
        Assert.Equal((OutboxState.Approved, "The plugin needs setup."), ((await Host.ItemAsync(item.Id)).State, (await Host.ItemAsync(item.Id)).Reason));

        _fixture.Capabilities.Fault = null;
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await Host.DrainAsync(account);

        Assert.Equal(OutboxState.Sent, (await Host.ItemAsync(item.Id)).State);
    }

    [Fact]
    public async Task Drain_NotSentForADay_AsksAPerson()
    {
        var account = await Host.ConnectAsync();
        var item = await Host.ApproveAsync(await Host.DraftAsync());

        _fixture.Time.Advance(TimeSpan.FromHours(25));
        await Host.DrainAsync(account);

        Assert.Equal(OutboxState.Quarantined, (await Host.ItemAsync(item.Id)).State);
        await Host.Outbox.ReleaseAsync(new OutboxReleaseRequest { Id = item.Id }, default);
        await Host.DrainAsync(account);
        Assert.Equal(OutboxState.Sent, (await Host.ItemAsync(item.Id)).State);
    }

    [Theory]
    [InlineData("outbox.claimed.committed")]
    [InlineData("outbox.staged.committed")]
    public async Task Start_StoppedUnderWayUntilTheTimeWasMissed_AsksAPerson(string place)
    {
        var account = await Host.ConnectAsync();
        var item = await Host.ApproveAsync(await Host.DraftAsync(), notBefore: _fixture.Time.GetUtcNow().AddHours(1));
        _fixture.Time.Advance(TimeSpan.FromHours(1));
        using (SimulatedCrash.At(place))
            await Assert.ThrowsAsync<SimulatedCrash>(() => Host.DrainAsync(account));

        _fixture.Time.Advance(TimeSpan.FromHours(3));
        await _fixture.RestartAsync();
        await Host.DrainAsync(account);

        Assert.Equal((OutboxState.Quarantined, 0), ((await Host.ItemAsync(item.Id)).State, _fixture.Provider.Submits));
    }

    [Fact]
    public async Task Drain_AttachedFileDamaged_RefusesItAndSendsTheNext()
    {
        var account = await Host.ConnectAsync();
        var draft = await Host.DraftAsync();
        draft = await Host.Drafts.AttachAsync(
            new DraftAttachRequest { Id = draft.Id, Revision = draft.Revision, Name = "cv.pdf", Type = "application/pdf", Content = new Content { Bytes = new byte[100], Size = 100 } }, default);
        var item = await Host.ApproveAsync(draft);
        var next = await Host.ApproveAsync(await Host.DraftAsync(subject: "Another"));
        foreach (var file in Directory.EnumerateFiles(_fixture.Folder.Data.BlobsPath, "*", SearchOption.AllDirectories))
            File.Delete(file);

        await Host.DrainAsync(account);

        Assert.Equal(OutboxState.Refused, (await Host.ItemAsync(item.Id)).State);
        Assert.Equal(OutboxState.Sent, (await Host.ItemAsync(next.Id)).State);
    }

    [Fact]
    public async Task Approve_SameDraftTwiceAtOnce_GivesOneApproval()
    {
        var account = await Host.ConnectAsync();
        var draft = await Host.DraftAsync();
        var request = new OutboxApproveRequest { Items = [new(draft.Id, (await Host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default)).Hash!)], UndoSeconds = 0 };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                await Host.Outbox.ApproveAsync(request, default);
                return true;
            }
            catch (RpcException)
            {
                return false;
            }
        })));

        Assert.Single(answers, true);
        await Host.DrainAsync(account);
        Assert.Single(_fixture.Provider.Ledger);
    }

    [Fact]
    public async Task Submit_ProviderSaysHowFarItIs_IsShownUntilTheEndAndToldOncePerSecond()
    {
        var account = await Host.ConnectAsync();
        var item = await Host.ApproveAsync(await Host.DraftAsync());
        var seen = new List<UploadProgress?>();
        IProgress<UploadProgress>? way = null;
        _fixture.Provider.Uploading = async progress =>
        {
            way = progress;
            foreach (var (done, total) in new[] { (1L, 4L), (9, 4), (-3, 4), (2, 0) })
            {
                progress.Report(new UploadProgress(done, total));
                seen.Add((await Host.ItemAsync(item.Id)).Progress);
            }
        };

        await Host.DrainAsync(account);
        way!.Report(new UploadProgress(1, 4));

        Assert.Equal([new(1, 4), new(4, 4), new(0, 4), new(0, 4)], seen);
        var sent = await Host.ItemAsync(item.Id);
        Assert.Equal((OutboxState.Sent, null), (sent.State, sent.Progress));
        Assert.Equal([item.Id], Assert.Single(Host.Events.After(0)!, static told => told.Name == "outbox.progress").Ids);
    }

    [Theory]
    [InlineData(true, OutboxState.Sent)]
    [InlineData(false, OutboxState.Unknown)]
    public async Task Submit_LongerThanTheLimit_IsWaitedForWhileItGoesOn(bool goesOn, OutboxState expected)
    {
        var account = await Host.ConnectAsync();
        var item = await Host.ApproveAsync(await Host.DraftAsync());
        _fixture.Provider.EvidenceAfter = null;
        var (begun, ended) = (new TaskCompletionSource<IProgress<UploadProgress>>(), new TaskCompletionSource());
        _fixture.Provider.Uploading = progress =>
        {
            begun.SetResult(progress);
            return ended.Task;
        };

        var draining = Host.DrainAsync(account);
        var way = await begun.Task;
        for (var minute = 1; minute <= 12; minute++)
        {
            if (goesOn)
                way.Report(new UploadProgress(minute, 20));
            _fixture.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        var before = (await Host.ItemAsync(item.Id)).State;
        ended.SetResult();
        await draining;
        Assert.Equal(goesOn ? OutboxState.Submitting : OutboxState.Unknown, before);
        Assert.Equal(expected, (await Host.ItemAsync(item.Id)).State);
    }

    [Fact]
    public async Task Worker_Approval_IsSentWhenItsTimeComes()
    {
        await Host.ConnectAsync();
        var taken = new TaskCompletionSource();
        _fixture.Provider.Submitting = _ =>
        {
            taken.SetResult();
            return Task.CompletedTask;
        };
        Host.Kernel.Start();
        var item = await Host.ApproveAsync(await Host.DraftAsync(), undoSeconds: 10);
        Assert.False(taken.Task.IsCompleted);

        while (!taken.Task.IsCompleted)
        {
            _fixture.Time.Advance(TimeSpan.FromSeconds(1));
            // A day must not pass before a busy machine lets the worker run.
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        await Host.Kernel.DisposeAsync();
        Assert.Equal(OutboxState.Sent, (await Host.ItemAsync(item.Id)).State);
        Assert.True(_fixture.Provider.Ledger[0].At >= item.NotBefore);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
