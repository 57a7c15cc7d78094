using System.Text.Json;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Records;

public sealed class ContactsTests : IDisposable
{
    private readonly RecordsFixture _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Create_WithFields_IsReadBackWhole()
    {
        var made = await _desk.Contacts.CreateAsync(
            new() { Name = " Ana Ruiz ", Addresses = ["ana@one.example", "ruiz@two.example"], Fields = new Dictionary<string, string> { ["company"] = "Grün & Söhne" }, Source = "people.csv:3" }, default);

        var read = await _desk.Contacts.GetAsync(new() { Id = made.Id }, default);

        Assert.Equal(("Ana Ruiz", 1, ContactKind.Person, "people.csv:3"), (read.Name, read.Revision, read.Kind, read.Source));
        Assert.Equal(["ana@one.example", "ruiz@two.example"], read.Addresses.Select(a => a.Address));
        Assert.Equal("Grün & Söhne", read.Fields["company"]);
        Assert.Equal([$"contact.changed {made.Id}"], _desk.EventsAfter(0));
        var audit = Assert.Single(_desk.Books.Audit.Page(null, 10));
        Assert.Equal(("contacts.create", "contact", made.Id, "done"), (audit.Record.Action, audit.Record.Kind, audit.Record.Subject, audit.Record.Outcome));
    }

    [Theory]
    [InlineData("", "a@b.example", "$.name")]
    [InlineData("A\r\nBcc: x@y.example", "a@b.example", "$.name")]
    [InlineData("A\u2028B", "a@b.example", "$.name")]
    [InlineData("A", "not an address", "$.addresses[0]")]
    [InlineData("A", "a@b.example, c@d.example", "$.addresses[0]")]
    [InlineData("A", "a@b.example\r\nBcc: c@d.example", "$.addresses[0]")]
    [InlineData("A", "a@", "$.addresses[0]")]
    public async Task Create_BadInput_NamesThePlaceAndWritesNothing(string name, string address, string path)
    {
        var refusal = await RecordsFixture.RefusedAsync(() => _desk.CreateAsync(name, address));

        Assert.Equal(RpcErrorCode.Invalid, refusal.Code);
        var problem = Assert.Single(RecordsFixture.Problems(refusal));
        Assert.Equal(path, problem.Path);
        Assert.NotNull(problem.Remedy);
        Assert.Empty((await _desk.Contacts.ListAsync(new(), default)).Contacts);
    }

    [Theory]
    [InlineData("first name", "x", "$.fields")]
    [InlineData("1st", "x", "$.fields")]
    [InlineData("note", "a\0b", "$.fields.note")]
    public async Task Create_BadField_NamesIt(string field, string value, string path)
    {
        var refusal = await RecordsFixture.RefusedAsync(async () => await _desk.Contacts.CreateAsync(
            new() { Name = "A", Addresses = [], Fields = new Dictionary<string, string> { [field] = value } }, default));

        Assert.Equal(path, Assert.Single(RecordsFixture.Problems(refusal)).Path);
    }

    [Fact]
    public async Task Create_AddressOfAnotherContactInOtherSpelling_IsRefused()
    {
        var ana = await _desk.CreateAsync("Ana", "ana@Büro.example");

        var refusal = await RecordsFixture.RefusedAsync(() => _desk.CreateAsync("Other", "ANA@xn--bro-hoa.example"));

        var problem = Assert.Single(RecordsFixture.Problems(refusal));
        Assert.Equal("$.addresses[0]", problem.Path);
        Assert.Contains(ana.Id, problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_SameAddressTwice_KeepsItOnce() =>
        Assert.Equal(["ana@one.example"], (await _desk.CreateAsync("Ana", "ana@one.example", "Ana@ONE.example")).Addresses.Select(a => a.Address));

    [Fact]
    public async Task Update_AbsentMembers_StayAsTheyAre()
    {
        var made = await _desk.CreateAsync("Ana", "ana@one.example");
        _desk.Time.Advance(TimeSpan.FromMinutes(1));

        var changed = await _desk.Contacts.UpdateAsync(new() { Id = made.Id, Revision = 1, Name = "Ana Ruiz" }, default);

        Assert.Equal(("Ana Ruiz", 2, "ana@one.example"), (changed.Name, changed.Revision, changed.Addresses[0].Address));
        Assert.Equal(made.Changed + TimeSpan.FromMinutes(1), changed.Changed);
    }

    [Fact]
    public async Task Update_StaleRevision_IsAConflictAndChangesNothing()
    {
        var made = await _desk.CreateAsync("Ana", "ana@one.example");
        await _desk.Contacts.UpdateAsync(new() { Id = made.Id, Revision = 1, Name = "Mine" }, default);

        var refusal = await RecordsFixture.RefusedAsync(async () => await _desk.Contacts.UpdateAsync(new() { Id = made.Id, Revision = 1, Name = "Theirs", Addresses = [] }, default));

        Assert.Equal(new RpcConflictData { Expected = 1, Actual = 2 }, refusal.Detail);
        var read = await _desk.Contacts.GetAsync(new() { Id = made.Id }, default);
        Assert.Equal(("Mine", 1), (read.Name, read.Addresses.Count));
    }

    [Fact]
    public async Task Delete_LeavesATombstoneWithoutContentAndFreesTheAddress()
    {
        var made = await _desk.CreateAsync("Ana Ruiz", "ana@one.example");

        await _desk.Contacts.DeleteAsync(new() { Id = made.Id, Revision = 1 }, default);

        Assert.Equal(RpcErrorCode.NotFound, (await RecordsFixture.RefusedAsync(async () => await _desk.Contacts.GetAsync(new() { Id = made.Id }, default))).Code);
        Assert.Equal("", _desk.Books.Database.Read(c => c.Text("SELECT name || search || source FROM contact WHERE deleted IS NOT NULL")));
        await _desk.CreateAsync("Ana again", "ana@one.example");
    }

    [Fact]
    public async Task Get_RecordOfAnotherPerson_IsNotFound()
    {
        var made = await _desk.CreateAsync("Ana");
        _desk.Books.Database.Write(t => t.Execute("INSERT INTO person(id, space, role, created) VALUES('other', @space, 'member', 0)", ("@space", _desk.Books.Desk.Space)));
        _desk.Books.Database.Write(t => t.Execute("UPDATE contact SET owner = 'other'"));

        Assert.Equal(RpcErrorCode.NotFound, (await RecordsFixture.RefusedAsync(async () => await _desk.Contacts.GetAsync(new() { Id = made.Id }, default))).Code);
        Assert.Empty((await _desk.Contacts.ListAsync(new(), default)).Contacts);
    }

    [Fact]
    public async Task Suppress_AnySpelling_IsSeenOnTheContactAndOutlivesIt()
    {
        var made = await _desk.CreateAsync("Ana", "ana@one.example", "b@two.example");

        await _desk.Contacts.SuppressAsync(new() { Address = "ANA@One.example", Reason = "asked not to be written to" }, default);

        var address = (await _desk.Contacts.GetAsync(new() { Id = made.Id }, default)).Addresses[0];
        Assert.Equal((false, "asked not to be written to"), (address.MayWrite, address.WhyNot));
        Assert.True(made.Addresses[1].MayWrite);
        await _desk.Contacts.DeleteAsync(new() { Id = made.Id, Revision = 1 }, default);
        Assert.True(IsSuppressed("ana@one.example"));
        Assert.True(IsSuppressed("Ana@ONE.example"));
        Assert.False((await _desk.CreateAsync("Ana", "ana@one.example")).Addresses[0].MayWrite);
    }

    [Fact]
    public async Task Allow_TakesASuppressionBack()
    {
        await _desk.Contacts.SuppressAsync(new() { Address = "ana@one.example", Reason = "bounced" }, default);
        await _desk.Contacts.SuppressAsync(new() { Address = "ana@one.example", Reason = "again" }, default);

        await _desk.Contacts.AllowAsync(new() { Address = "Ana@one.example" }, default);

        Assert.False(IsSuppressed("ana@one.example"));
        Assert.Equal(["contacts.allow", "contacts.suppress"], _desk.Books.Audit.Page(null, 10).Select(r => r.Record.Action));
    }

    [Fact]
    public async Task List_TenThousandContacts_PagesThroughEachOnceInOrderWhileOthersChange()
    {
        Fill(10_000);
        var seen = new List<Contact>();
        string? cursor = null;
        do
        {
            var page = await _desk.Contacts.ListAsync(new() { Limit = 700, Cursor = cursor }, default);
            seen.AddRange(page.Contacts);
            cursor = page.Next;
            if (seen.Count == 1_400)
                await _desk.Contacts.DeleteAsync(new() { Id = seen[0].Id, Revision = 1 }, default);
        }
        while (cursor is not null);

        Assert.Equal(10_000, seen.Count);
        Assert.Equal(10_000, seen.Select(c => c.Id).Distinct().Count());
        Assert.Equal(seen.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => c.Name), seen.Select(c => c.Name));
    }

    [Fact]
    public void List_FirstPageAndAddress_AreReadFromIndexes()
    {
        Fill(10);
        Assert.Contains("contact_by_name", Plan("SELECT * FROM contact WHERE space = 's' AND (owner = 'o' OR visibility = 'space') AND deleted IS NULL AND (name_key, id) > ('a', 'b') ORDER BY name_key, id LIMIT 10"), StringComparison.Ordinal);
        Assert.Contains("contact_address_once", Plan("SELECT contact FROM contact_address WHERE space = 's' AND match_key = 'k'"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ruiz", "Ana Ruíz")]
    [InlineData("RUÍZ ana", "Ana Ruíz")]
    [InlineData("one.example", "Ana Ruíz")]
    [InlineData("sohne", "Ana Ruíz")]
    [InlineData("100%", "Bo_b 100%")]
    [InlineData("o_b", "Bo_b 100%")]
    [InlineData("%", "Bo_b 100%")]
    [InlineData(@"\", null)]
    [InlineData("ana bob", null)]
    public async Task List_Query_FindsEveryWordWhereverItStands(string query, string? expected)
    {
        await _desk.Contacts.CreateAsync(new() { Name = "Ana Ruíz", Addresses = ["ana@one.example"], Fields = new Dictionary<string, string> { ["company"] = "Grün & Söhne" } }, default);
        await _desk.CreateAsync("Bo_b 100%", "bob@two.invalid");

        var found = (await _desk.Contacts.ListAsync(new() { Query = query }, default)).Contacts;

        Assert.Equal(expected is null ? [] : [expected], found.Select(c => c.Name));
    }

    [Theory]
    [InlineData(0, null, "$.limit")]
    [InlineData(1001, null, "$.limit")]
    [InlineData(10, "nonsense!", "$.cursor")]
    [InlineData(10, "bm9uc2Vuc2U", "$.cursor")]
    public async Task List_BadPage_IsRefused(int limit, string? cursor, string path)
    {
        var refusal = await RecordsFixture.RefusedAsync(async () => await _desk.Contacts.ListAsync(new() { Limit = limit, Cursor = cursor }, default));

        Assert.Equal(path, Assert.Single(RecordsFixture.Problems(refusal)).Path);
    }

    private bool IsSuppressed(string address) =>
        _desk.Books.Database.Read(c => _desk.Suppressions.IsSuppressed(c, Mailbox.Create(null, address).Require()));

    private string Plan(string sql) => _desk.Books.Database.Read(c => string.Join('\n', c.Query("EXPLAIN QUERY PLAN " + sql, row => row.Text(3))));

    private void Fill(int count) => _desk.Books.Database.Write(t =>
    {
        for (var i = 0; i < count; i++)
        {
            _desk.ContactStore.Insert(t, new(
                FormattableString.Invariant($"Person {i * 7919 % count:D5}"), ContactKind.Person,
                [Mailbox.Create(null, FormattableString.Invariant($"p{i}@many.example")).Require()], new Dictionary<string, string>(), "test"));
        }
    });
}
