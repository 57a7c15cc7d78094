using System.IO.Compression;
using System.Text.Json.Nodes;
using Assistant.Host.Extensions;
using Assistant.Host.Keeping.Taking;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Keeping;

public sealed class ExportTests : IAsyncLifetime
{
    // What an import changes, so that nothing is sent and nobody is connected unasked; everything else comes back equal.
    private static readonly string[] Named = ["state", "reason"];

    private KeepingDesk _from = null!;
    private KeepingDesk _into = null!;

    public async Task InitializeAsync()
    {
        (_from, _into) = (await KeepingDesk.OpenAsync(), await KeepingDesk.OpenAsync());
        await _into.Eraser.RunAsync(null, "p", "c");
    }

    public async Task DisposeAsync()
    {
        await _from.DisposeAsync();
        await _into.DisposeAsync();
    }

    [Theory]
    [InlineData("out")]
    [InlineData("out.zip")]
    public async Task Import_OfAnExport_ExportsTheSameAgain(string name)
    {
        await _from.PersonAsync("anaq", alsoTo: "Ben <ben@there.example>");
        await _from.PersonAsync("benq");
        await _from.Host.ApproveAsync(await _from.Host.DraftAsync("Cleo <cleo@there.example>"), undoSeconds: 600);
        await ExportAsync(_from, name);

        var report = await ImportAsync(_into, _from, name);

        Assert.Equal([], report.Problems);
        Assert.Equal(1, report.HeldBack);
        await ExportAsync(_into, name);
        var (first, second) = (Read(_from, name), Read(_into, name));
        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), second.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([], first.Keys.Where(file => file is not ("export.json" or "index.html") && !Same(file, first[file], second[file])));
        var again = await ImportAsync(_into, _from, name);
        Assert.Equal((0, 0, report.Added.Values.Sum() + report.Kept), (again.Added.Values.Sum(), again.Problems.Count, again.Kept));
    }

    [Fact]
    public async Task Import_MessageThatWaited_IsHeldBackAndNeverSentByItself()
    {
        var item = await _from.Host.ApproveAsync(await _from.Host.DraftAsync("Cleo <cleo@there.example>"), undoSeconds: 600);
        await ExportAsync(_from, "out");

        await ImportAsync(_into, _from, "out");
        _into.Fixture.Time.Advance(TimeSpan.FromHours(1));
        await _into.Host.Kernel.Sender.DrainAsync(_from.Account.Id, default);

        Assert.Equal(OutboxState.Quarantined, (await _into.Host.ItemAsync(item.Id)).State);
        Assert.Equal(0, _into.Fixture.Provider.Submits);
        Assert.Equal(AccountState.Disconnected, (await _into.Host.Accounts.ListAsync(new AccountListRequest(), default)).Accounts.Single(account => account.Id == _from.Account.Id).State);
    }

    [Fact]
    public async Task Import_MessageInDoubt_AsksThePersonAndNotAMailboxThatIsNotConnected()
    {
        _from.Fixture.Provider.EvidenceAfter = null;
        _from.Fixture.Provider.Answers.Enqueue(FakeSubmit.AcceptAndSayUnknown);
        var item = await _from.Host.ApproveAsync(await _from.Host.DraftAsync("Cleo <cleo@there.example>"));
        await _from.Host.DrainAsync(_from.Account);
        Assert.Equal(OutboxState.Unknown, (await _from.Host.ItemAsync(item.Id)).State);
        await ExportAsync(_from, "out");

        Assert.Equal(1, (await ImportAsync(_into, _from, "out")).HeldBack);

        Assert.Equal(OutboxState.NeedsPerson, (await _into.Host.ItemAsync(item.Id)).State);
        Assert.False(_into.Host.Kernel.HasWork);
    }

    [Fact]
    public async Task Import_TextThatWasBeingWritten_HasFailed()
    {
        await _from.PersonAsync("anaq");
        _from.Host.Database.Write(static transaction => transaction.Execute("UPDATE writing SET state = 'running'"));
        await ExportAsync(_from, "out");

        await ImportAsync(_into, _from, "out");

        Assert.Equal(WritingState.Failed, Assert.Single((await _into.Host.Writing.ListAsync(new WritingListRequest(), default)).Writings).State);
    }

    [Fact]
    public async Task Export_OfOnePerson_HasTheirsAndNobodyElses()
    {
        var ana = await _from.PersonAsync("anaq");
        await _from.PersonAsync("benq");

        await ExportAsync(_from, "out", new RecordRef("contact", ana.Id));

        var all = string.Concat(Read(_from, "out").Values.Select(static bytes => System.Text.Encoding.UTF8.GetString(bytes)));
        Assert.Equal([], KeepingDesk.Clear("anaq").Concat(KeepingDesk.Sealed("anaq")).Where(text => !text.StartsWith("Note-", StringComparison.Ordinal) && !all.Contains(text, StringComparison.Ordinal)));
        Assert.DoesNotContain("benq", all, StringComparison.Ordinal);
        Assert.Equal([], (await ImportAsync(_into, _from, "out")).Problems);
    }

    [Fact]
    public async Task Export_DocumentThatWasTyped_IsAFileWithTheEndingThatOpensIt()
    {
        await _from.Host.Documents.CreateAsync(new DocumentCreateRequest { Kind = DocumentKind.Note, Title = "Call", Input = new DocumentInput { Text = "They decide on Friday." } }, default);

        await ExportAsync(_from, "out");

        Assert.Equal("They decide on Friday.", System.Text.Encoding.UTF8.GetString(Read(_from, "out")["documents/0001-file.md"]));
    }

    [Fact]
    public async Task Export_Page_HasNoScriptAndWhatIsForeignAsText()
    {
        await _from.Host.Contacts.CreateAsync(new ContactCreateRequest { Name = "<script>alert(1)</script>", Addresses = ["x@there.example"] }, default);

        await ExportAsync(_from, "out");

        var page = System.Text.Encoding.UTF8.GetString(Read(_from, "out")["index.html"]);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.Contains("FN:<script>alert(1)</script>", System.Text.Encoding.UTF8.GetString(Read(_from, "out")["contacts.vcf"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Export_OfOneRecord_TellsWhatAPluginKnowsOfIt_AndIsWholeWhereItKnowsNoStories(bool tells)
    {
        _from.Fixture.Capabilities.Exporters = [new PluginCapability<IExporter>("hunt", "Hunt", _ => new(new Teller(tells)))];
        var ana = await _from.PersonAsync("anaq");

        await ExportAsync(_from, "out", new RecordRef("contact", ana.Id));

        var page = System.Text.Encoding.UTF8.GetString(Read(_from, "out")["index.html"]);
        Assert.Equal(tells, page.Contains("What happened", StringComparison.Ordinal));
        if (tells)
            Assert.Matches("(?s)1 May 2026 08:00 UTC.*Written &lt;down&gt;.*Engineer, Acme.*2 May 2026 08:00 UTC.*Replied", page);
    }

    [Fact]
    public async Task Import_OfSomebodyErasedHere_LeavesThemOut()
    {
        var ana = await _from.PersonAsync("anaq");
        await ExportAsync(_from, "out");
        await _from.Eraser.RunAsync(new RecordRef("contact", ana.Id), "p", "c");

        var report = await ImportAsync(_from, _from, "out");

        Assert.Contains(report.Problems, static problem => problem.Path.StartsWith("records/contact.jsonl:1", StringComparison.Ordinal));
        // Also what is under no key of theirs.
        Assert.Contains(report.Problems, static problem => problem.Path == "records/follow_up.jsonl:1" && problem.Problem.Contains("was erased here", StringComparison.Ordinal));
        Assert.Empty((await _from.Host.Contacts.ListAsync(new ContactListRequest(), default)).Contacts);
    }

    [Fact]
    public async Task Import_DryRun_ChangesNothing()
    {
        await _from.PersonAsync("anaq");
        await ExportAsync(_from, "out");

        var report = await ImportAsync(_into, _from, "out", dryRun: true);

        Assert.True(report.Added["contact"] == 1);
        Assert.Empty((await _into.Host.Contacts.ListAsync(new ContactListRequest(), default)).Contacts);
    }

    [Theory]
    [InlineData("records/contact.jsonl", "changed")]
    [InlineData("contacts.vcf", "missing")]
    public async Task Import_ChangedOrMissingFile_IsRefusedByName(string file, string how)
    {
        await _from.PersonAsync("anaq");
        await ExportAsync(_from, "out");
        var path = Path.Combine(_from.Fixture.Folder.PathTo("out"), file);
        if (how == "missing")
            File.Delete(path);
        else
            File.AppendAllText(path, "{}\n");

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await ImportAsync(_into, _from, "out"));

        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(how, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nothing")]
    [InlineData("{\"format\":9,\"made\":\"2026-11-21T09:00:00Z\",\"hostVersion\":\"9\",\"records\":{},\"files\":[]}")]
    [InlineData("{\"format\":1,\"made\":\"2026-11-21T09:00:00Z\",\"hostVersion\":\"1\",\"records\":{},\"files\":[{\"name\":\"../../etc/passwd\",\"size\":1,\"sha256\":\"00\"}]}")]
    public async Task Import_NoExport_IsRefused(string header)
    {
        Directory.CreateDirectory(_from.Fixture.Folder.PathTo("out"));
        File.WriteAllText(Path.Combine(_from.Fixture.Folder.PathTo("out"), "export.json"), header);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await ImportAsync(_into, _from, "out"));

        Assert.Equal(RpcErrorCode.Invalid, refusal.Code);
    }

    private static async Task ExportAsync(KeepingDesk desk, string name, RecordRef? about = null)
    {
        var path = desk.Fixture.Folder.PathTo(name);
        var (host, time) = (desk.Host, desk.Fixture.Time);
        var maker = new ExportMaker(desk.Data, host.Database, new Sealer(host.Keys), host.Blobs, Desk.Open(host.Database, time), desk.Fixture.Capabilities, "1.0.0", time);
        var report = await maker.MakeAsync(new ExportCreateRequest { Path = path, About = about }, null, default);
        Assert.Equal([], report.Problems);
    }

    private static async Task<ImportReport> ImportAsync(KeepingDesk into, KeepingDesk from, string name, bool dryRun = false)
    {
        var host = into.Host;
        using var source = ExportSource.Open(from.Fixture.Folder.PathTo(name));
        var taker = new ImportTaker(host.Database, new Sealer(host.Keys), host.Blobs, Desk.Open(host.Database, into.Fixture.Time), into.Fixture.Capabilities, host.Events, host.Audit);
        return await taker.TakeAsync(source, dryRun, "p", "c", null, default);
    }

    private static Dictionary<string, byte[]> Read(KeepingDesk desk, string name)
    {
        var path = desk.Fixture.Folder.PathTo(name);
        if (Directory.Exists(path))
            return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(path, file), File.ReadAllBytes, StringComparer.Ordinal);
        using var zip = ZipFile.OpenRead(path);
        return zip.Entries.ToDictionary(static entry => entry.FullName, static entry =>
        {
            using var stream = entry.Open();
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return memory.ToArray();
        }, StringComparer.Ordinal);
    }

    // Byte for byte; where a message was held back, all of it but what says so.
    private static bool Same(string file, byte[] first, byte[] second) =>
        first.AsSpan().SequenceEqual(second) || (file is "records/outbox.jsonl" or "csv/outbox.csv" && (file.EndsWith(".csv", StringComparison.Ordinal) || Lines(first).SequenceEqual(Lines(second))));

    /// <summary>Has no records, and of a record a story of two pages; or was made before there were stories.</summary>
    private sealed class Teller(bool tells) : IExporter
    {
        private static readonly DateTimeOffset Day = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);

        public ValueTask<ExporterDescription> DescribeAsync(ExporterDescribeRequest request, CancellationToken cancel) => new(new ExporterDescription { Kinds = [] });

        public ValueTask<ExporterPage> ReadAsync(ExporterReadRequest request, CancellationToken cancel) => throw new InvalidOperationException("It has no kinds.");

        public ValueTask<ExporterWritten> WriteAsync(ExporterWriteRequest request, CancellationToken cancel) => throw new InvalidOperationException("It has no kinds.");

        public ValueTask<ExporterStory> TellAsync(ExporterTellRequest request, CancellationToken cancel) => (tells, request.Cursor) switch
        {
            (false, _) => throw new RpcException(RpcErrorCode.MethodNotFound, "There is no exporter/tell."),
            (_, null) => new(new ExporterStory { Events = [new(Day, "Engineer, Acme", "Written <down>")], Next = "1" }),
            _ => new(new ExporterStory { Events = [new(Day.AddDays(1), "Engineer, Acme", "Replied")] }),
        };
    }

    private static IEnumerable<string> Lines(byte[] content) => System.Text.Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line =>
    {
        var record = JsonNode.Parse(line)!.AsObject();
        foreach (var name in Named)
            record.Remove(name);
        return record.ToJsonString();
    });
}
