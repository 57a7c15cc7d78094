using Assistant.Host.Keeping.Tables;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Host.Storage.Secrets;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Keeping;

public sealed class ErasingTests : IAsyncLifetime
{
    private KeepingDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await KeepingDesk.OpenAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public void Tables_OfTheHost_AreEachDescribedOrNamedAsOthers()
    {
        var (tables, blobs) = _desk.Host.Database.Read(static connection => (
            connection.Query("SELECT name FROM sqlite_master WHERE type = 'table'", static row => row.Text(0)),
            connection.Query("SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.type = 'BLOB'", static row => (Table: row.Text(0), Column: row.Text(1)))));

        Assert.Equal([], tables.Except(KeptTables.Others).Except(KeptTables.All.Select(static table => table.Name)).Where(static name => !name.StartsWith("migration", StringComparison.Ordinal)));
        Assert.Equal([], KeptTables.All.Select(static table => table.Name).Except(tables));
        Assert.Equal([], blobs.Where(static blob => !KeptTables.Others.Contains(blob.Table) && !KeptTables.Get(blob.Table).Sealed.Any(column => column.Name == blob.Column)));
    }

    [Fact]
    public async Task Plan_OfAPerson_CountsEverythingAndChangesNothing()
    {
        var ana = await _desk.PersonAsync("anaq", alsoTo: "ben@there.example");

        var plan = await _desk.Eraser.PlanAsync(Ref(ana), default);

        Assert.Equal("Name-anaq", plan.Name);
        var counts = plan.Parts[0].Kinds.ToDictionary(static kind => kind.Kind, static kind => kind.Count);
        Assert.Equal((1, 2, 1, 1), (counts["contacts"], counts["drafts"], counts["messages"], counts["mentions in messages to others"]));
        Assert.Equal(("acme", "notes", 1), (plan.Parts[1].Plugin, plan.Parts[1].Kinds[0].Kind, plan.Parts[1].Kinds[0].Count));
        Assert.NotEmpty(plan.Stays);
        Assert.Single((await _desk.Host.Contacts.ListAsync(new ContactListRequest(), default)).Contacts);
    }

    [Fact]
    public async Task Run_APerson_DestroysTheKeySoThatKeptBytesOpenNoMore()
    {
        var ana = await _desk.PersonAsync("anaq");
        var subject = $"contact:{ana.Id}";
        var sealer = new Sealer(_desk.Host.Keys);
        var (id, kept) = _desk.Host.Database.Read(connection => connection.First("SELECT id, body FROM draft WHERE sealed_for = @s", static row => (row.Text(0), row.Bytes(1)), ("@s", subject)));
        Assert.Contains("Body-anaq", _desk.Host.Database.Read(connection => sealer.OpenText(connection, subject, kept, $"draft.body:{id}")), StringComparison.Ordinal);

        await _desk.Eraser.RunAsync(Ref(ana), "p", "c");

        Assert.Null(_desk.Host.Database.Read(connection => sealer.OpenText(connection, subject, kept, $"draft.body:{id}")));
        Assert.Empty(Directory.EnumerateFiles(_desk.Data.BlobsPath, "*", SearchOption.AllDirectories));
        Assert.Throws<InvalidOperationException>(() => _desk.Host.Database.Write(transaction => _desk.Host.Keys.Obtain(transaction, subject)));
    }

    [Fact]
    public async Task Run_AnApplication_TakesWhatWasWrittenForItWithoutAContact()
    {
        var about = new RecordRef("application", "01900000-0000-7000-8000-00000000a001");
        var writing = await _desk.Host.Writing.StartAsync(
            new WritingStartRequest { Task = WritingTask.CoverLetter, About = about, Texts = [new WritingText(SourceKind.Cv, "cv.md", "Ten years")] }, null, default);
        var sealer = new Sealer(_desk.Host.Keys);
        var (subject, kept) = _desk.Host.Database.Read(connection => connection.First("SELECT sealed_for, content FROM writing WHERE id = @id", static row => (row.Text(0), row.Bytes(1)), ("@id", writing.Id)));
        Assert.NotNull(_desk.Host.Database.Read(connection => sealer.Open(connection, subject, kept, $"writing.content:{writing.Id}")));

        var plan = await _desk.Eraser.PlanAsync(about, default);
        await _desk.Eraser.RunAsync(about, "p", "c");

        Assert.Equal(("texts that models wrote", 1), (Assert.Single(plan.Parts[0].Kinds).Kind, plan.Parts[0].Kinds[0].Count));
        Assert.Empty((await _desk.Host.Writing.ListAsync(new WritingListRequest(), default)).Writings);
        Assert.Null(_desk.Host.Database.Read(connection => sealer.Open(connection, subject, kept, $"writing.content:{writing.Id}")));
    }

    [Fact]
    public async Task Run_BeforeAPluginHasDoneItsPart_LeavesNothingOfTheHostsOwnInAnyFile()
    {
        var ana = await _desk.PersonAsync("anaq");
        List<string>? left = null;
        _desk.Erasing = () =>
        {
            _desk.Look();
            left = [.. KeepingDesk.Clear("anaq").Where(text => !text.StartsWith("Note-", StringComparison.Ordinal) && _desk.Where(text).Count > 0)];
        };

        await _desk.Eraser.RunAsync(Ref(ana), "p", "c");

        Assert.Equal([], left);
    }

    [Fact]
    public async Task Run_APerson_LeavesNoWordOfTheirsInAPluginsFullText()
    {
        var ana = await _desk.PersonAsync("anaq");

        await _desk.Eraser.RunAsync(Ref(ana), "p", "c");

        // Full text keeps each word by itself.
        _desk.Look();
        Assert.Equal([], _desk.Where("anaq"));
    }

    [Fact]
    public async Task Run_APerson_IsInTheRecordByItsIdAloneAndTheChainIsWhole()
    {
        var ana = await _desk.PersonAsync("anaq");

        await _desk.Eraser.RunAsync(Ref(ana), "p", "c");

        var record = Assert.Single(_desk.Host.Audit.Page(null, 100), static row => row.Record.Action == "erase.run").Record;
        Assert.Equal(("p", "c", "contact", ana.Id), (record.Person, record.Client, record.Kind, record.Subject));
        Assert.Matches("^done: [1-9][0-9]* erased$", record.Outcome);
        Assert.True(_desk.Host.Audit.Verify().IsWhole);
        Assert.Equal(_desk.Host.Audit.Page(null, 1)[0].Seq, _desk.Data.State.AuditHead.Read()?.Number);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Run_WhileBothDatabasesAreRead_SaysWhichLogsAreLeftAndTheNextChangesEmptyThem()
    {
        var ana = await _desk.PersonAsync("anaq");
        using var release = new ManualResetEventSlim();
        var (host, plugin) = (new TaskCompletionSource(), new TaskCompletionSource());
        Task[] reading =
        [
            Task.Run(() => _desk.Host.Database.Read(connection => Hold(connection, host))),
            Task.Run(() => _desk.Store.Check(connection => Hold(connection, plugin))),
        ];
        await Task.WhenAll(host.Task, plugin.Task);

        var receipt = await _desk.Eraser.RunAsync(Ref(ana), "p", "c");
        release.Set();
        await Task.WhenAll(reading);

        Assert.Equal(["plugin:acme", "file:assistant.db-wal"], receipt.Problems.Select(static problem => problem.Path));
        _desk.Look();
        Assert.NotEmpty(_desk.Where("anaq"));
        await _desk.Host.Contacts.CreateAsync(new ContactCreateRequest { Name = "New", Addresses = ["new@there.example"] }, default);
        await _desk.EraseAsync(new Assistant.Protocol.Plugins.EraserRequest { About = new RecordRef("contact", "nobody") }, default);
        _desk.Look();
        Assert.Equal([], _desk.Where("anaq"));

        int Hold(ReadConnection connection, TaskCompletionSource begun)
        {
            connection.Exists("SELECT 1 FROM sqlite_master");
            begun.SetResult();
            release.Wait();
            return 0;
        }
    }

    [Fact]
    public async Task Run_FileThatNothingHoldsYet_GoesWithItsPerson()
    {
        var ana = await _desk.PersonAsync("anaq");
        _desk.Host.Blobs.Put($"contact:{ana.Id}", "given, and not attached yet"u8);

        await _desk.Eraser.RunAsync(Ref(ana), "p", "c");

        Assert.Empty(Directory.EnumerateFiles(_desk.Data.BlobsPath, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Run_SomebodySuppressed_TheyAreStillNotWrittenTo()
    {
        var ana = await _desk.PersonAsync("anaq");

        await _desk.Eraser.RunAsync(Ref(ana), "p", "c");

        Assert.Contains((await _desk.Host.DraftAsync("anaq@there.example")).Problems, static problem => problem.Problem.Contains("erased", StringComparison.Ordinal));
        var again = await _desk.Host.Contacts.CreateAsync(new ContactCreateRequest { Name = "Ana", Addresses = ["ANAQ@there.example"] }, default);
        Assert.False(again.Addresses[0].MayWrite);
    }

    [Fact]
    public async Task Run_MessageToOthersToo_StaysForThemWithoutTheAddress()
    {
        var ana = await _desk.PersonAsync("anaq", alsoTo: "Ben <ben@there.example>");

        await _desk.Eraser.RunAsync(Ref(ana), "p", "c");

        var left = Assert.Single((await _desk.Host.Drafts.ListAsync(new DraftListRequest(), default)).Drafts);
        Assert.Equal(["Ben <ben@there.example>"], left.To);
    }

    [Fact]
    public async Task Run_PluginThatFails_IsInTheReceiptAndDoneAtTheNextStart()
    {
        var ana = await _desk.PersonAsync("anaq");
        var eraser = _desk.Eraser;
        var plan = await eraser.PlanAsync(Ref(ana), default);
        Assert.Equal(2, plan.Parts.Count);
        await _desk.Host.Database.WriteAsync(transaction => transaction.Execute("INSERT INTO erasure(id, at, kind, record, pending, counts) VALUES('e', 1, 'contact', 'x', 'acme', '[]')"), default);
        _desk.Fault = new RpcException(RpcErrorCode.PluginFailed, "It is broken.");

        await eraser.FinishAsync();
        Assert.Equal("acme", _desk.Host.Database.Read(static connection => connection.Text("SELECT pending FROM erasure WHERE id = 'e'")));
        _desk.Fault = null;
        await eraser.FinishAsync();

        Assert.Equal("", _desk.Host.Database.Read(static connection => connection.Text("SELECT pending FROM erasure WHERE id = 'e'")));
    }

    [Fact]
    public async Task Run_Everything_LeavesNoRowAndAFolderThatWorks()
    {
        await _desk.PersonAsync("anaq");

        var receipt = await _desk.Eraser.RunAsync(null, "p", "c");

        Assert.Empty(receipt.Problems);
        _desk.Look();
        Assert.Equal([], KeepingDesk.Clear("anaq").Concat(KeepingDesk.Sealed("anaq")).Where(text => _desk.Where(text).Count > 0));
        Assert.Equal([], KeptTables.All.Where(table => _desk.Host.Database.Read(connection => connection.Exists($"SELECT 1 FROM {table.Name}"))).Select(static table => table.Name));
        Assert.Empty((await _desk.PlanAsync(new Assistant.Protocol.Plugins.EraserRequest(), default)).Kinds);
        Assert.Equal("New", (await _desk.Host.Contacts.CreateAsync(new ContactCreateRequest { Name = "New", Addresses = ["new@there.example"] }, default)).Name);
    }

    [Fact]
    public async Task Run_Everything_DisconnectsFirstAndSaysWhatWasDone()
    {
        await _desk.PersonAsync("anaq");
        var plan = await _desk.Eraser.PlanAsync(null, default);

        var receipt = await _desk.Eraser.RunAsync(null, "p", "c");

        Assert.Equal([_desk.Account.Address], plan.Accounts.Select(static account => account.Address));
        Assert.Equal([_desk.Account.Address], _desk.Fixture.Provider.Disconnected);
        Assert.Equal(["forgotten"], Assert.Single(receipt.Accounts).Done);
        Assert.Empty(receipt.Problems);
        var kept = Assert.Single(_desk.Eraser.Receipts(10));
        Assert.Contains(new ErasedCount("mailboxes disconnected", 1), kept.Parts[0].Kinds);
        Assert.Empty(kept.Accounts);
        _desk.Look();
        Assert.Equal([], _desk.Where(_desk.Account.Address));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_EverythingWithAProviderThatGivesNothingBack_ErasesAndNamesTheRemedy(bool answers)
    {
        await _desk.PersonAsync("anaq");
        _desk.Fixture.Provider.KeepsPermission = true;
        _desk.Fixture.Provider.Fault = answers ? null : new RpcException(RpcErrorCode.PluginFailed, "It is broken.");

        var receipt = await _desk.Eraser.RunAsync(null, "p", "c");

        var problem = Assert.Single(receipt.Problems);
        Assert.Equal($"account:{_desk.Account.Address}", problem.Path);
        Assert.Contains(answers ? "still there" : "It is broken.", problem.Problem, StringComparison.Ordinal);
        Assert.Contains(answers ? "nothing" : "in a browser", problem.Remedy, StringComparison.Ordinal);
        Assert.Contains(new ErasedCount("mailboxes whose permission is left to you", 1), _desk.Eraser.Receipts(10)[0].Parts[0].Kinds);
        _desk.Look();
        Assert.Equal([], KeepingDesk.Clear("anaq").Append(_desk.Account.Address).Where(text => _desk.Where(text).Count > 0));
    }

    [Fact]
    public async Task Run_Everything_ForgetsTheKeysOfPluginsAndKeepsTheFoldersOwn()
    {
        await _desk.PersonAsync("anaq");
        _desk.Secrets.Store(SecretStore.PluginBeginning + "mail.fake.6772616e74", [1, 2]);
        _desk.Secrets.Store("client", [3]);

        await _desk.Eraser.RunAsync(null, "p", "c");

        Assert.Null(_desk.Secrets.Find(SecretStore.PluginBeginning + "mail.fake.6772616e74"));
        Assert.NotNull(_desk.Secrets.Find("client"));
        Assert.NotNull(_desk.Secrets.Find("master"));
    }

    [Fact]
    public async Task Run_OnePerson_DisconnectsNothing()
    {
        var ana = await _desk.PersonAsync("anaq");

        Assert.Empty((await _desk.Eraser.PlanAsync(Ref(ana), default)).Accounts);
        await _desk.Eraser.RunAsync(Ref(ana), "p", "c");

        Assert.Empty(_desk.Fixture.Provider.Disconnected);
    }

    [Fact]
    public async Task Run_MessageOnItsWayToThemAndOthers_IsRefusedWithTheRemedy()
    {
        var ana = await _desk.PersonAsync("anaq");
        var shared = await _desk.Host.Drafts.CreateAsync(new DraftCreateRequest { To = ["ben@there.example"], Cc = ["anaq@there.example"], Subject = "s", Body = "b" }, default);
        await _desk.Host.Contacts.AllowAsync(new ContactAllowRequest { Address = "anaq@there.example" }, default);
        await _desk.Host.ApproveAsync(shared, undoSeconds: 600);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await _desk.Eraser.RunAsync(Ref(ana), "p", "c"));

        Assert.Equal(RpcErrorCode.WrongState, refusal.Code);
        Assert.Contains("assistant outbox cancel", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_NobodyKnown_IsNotFound()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await _desk.Eraser.PlanAsync(new RecordRef("contact", "nobody"), default));

        Assert.Equal(RpcErrorCode.NotFound, refusal.Code);
    }

    private static RecordRef Ref(Contact contact) => new("contact", contact.Id);
}
