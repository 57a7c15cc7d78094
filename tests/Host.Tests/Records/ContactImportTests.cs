using System.Text;
using Assistant.Host.Records.Import;
using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Records;

public sealed class ContactImportTests : IDisposable
{
    private readonly RecordsFixture _desk = new();

    public void Dispose() => _desk.Dispose();

    // Each: the file, the contacts taken as "name <addresses> field=value", the problems as "line: beginning of the problem".
    [Theory]
    [InlineData("name,email\nAna Ruiz,ana@x.example\n", "Ana Ruiz <ana@x.example>", "")]
    [InlineData("name,email\r\nAna Ruiz,ana@x.example", "Ana Ruiz <ana@x.example>", "")]
    [InlineData("name,email\rAna Ruiz,ana@x.example\r", "Ana Ruiz <ana@x.example>", "")]
    [InlineData("\uFEFFname;email\nAna;ana@x.example\n", "Ana <ana@x.example>", "")]
    [InlineData("Name\tE-Mail\nAna\tana@x.example\n", "Ana <ana@x.example>", "")]
    [InlineData("sep=;\nname;email\nAna;bad\nBo;bo@x.example", "Bo <bo@x.example>", "3: the address is not of the form")]
    [InlineData("Vorname;Nachname;E-Mail-Adresse;Firma;Funktion\nJörg;Müller;jm@x.example;Grün & Söhne;Chef\n", "Jörg Müller <jm@x.example> company=Grün & Söhne firstName=Jörg lastName=Müller role=Chef", "")]
    [InlineData("Vorname;Name;E-Mail\nJörg;Müller;jm@x.example\n", "Jörg Müller <jm@x.example> firstName=Jörg lastName=Müller", "")]
    [InlineData("First name,Name,Email\nAna,Ana Ruiz,ana@x.example\n", "Ana Ruiz <ana@x.example> firstName=Ana", "")]
    [InlineData("email,Start date\nana@x.example,1 May\n", "ana@x.example <ana@x.example> startDate=1 May", "")]
    [InlineData("company,email\nAcme,info@x.example\n", "Acme <info@x.example> company=Acme", "")]
    [InlineData("name,address\nAna,ana@x.example\n", "Ana <ana@x.example>", "")]
    [InlineData("name,address,email\nAna,1 Road,ana@x.example\n", "Ana <ana@x.example> postalAddress=1 Road", "")]
    [InlineData("name,email,email 2\nAna,ana@x.example,a@y.example\n", "Ana <ana@x.example a@y.example>", "")]
    [InlineData("name,E-mail 1 - Type,E-mail 1 - Value\nAna,* Work,ana@x.example\n", "Ana <ana@x.example> eMail1Type=* Work", "")]
    [InlineData("name,email\n\"Ruiz, Ana\",ana@x.example\n", "Ruiz, Ana <ana@x.example>", "")]
    [InlineData("name,email\n\"Ana \"\"A\"\" Ruiz\",ana@x.example\n", "Ana \"A\" Ruiz <ana@x.example>", "")]
    [InlineData("name,email\nAna \"A\" Ruiz,ana@x.example\n", "Ana \"A\" Ruiz <ana@x.example>", "")]
    [InlineData("name,email\n  Ana  ,  ana@x.example  \n", "Ana <ana@x.example>", "")]
    [InlineData("name,email\nAna,Ana Maria <ana@x.example>\n", "Ana <ana@x.example>", "")]
    [InlineData("email\nAna Maria <ana@x.example>\n", "Ana Maria <ana@x.example>", "")]
    [InlineData("name,email\nAna,ana@x.example,,,\n", "Ana <ana@x.example>", "")]
    [InlineData("name,email\n\n\nAna,ana@x.example\n,,\n   \n", "Ana <ana@x.example>", "")]
    [InlineData("name,email,notes\nAna,ana@x.example,\"line 1\nline 2\"\nBo,bad,x\nCy,cy@x.example,\n", "Ana <ana@x.example> notes=line 1\nline 2|Cy <cy@x.example>", "4: the address is not of the form")]
    [InlineData("name,email,notes\nBo,bad,\"1\n2\n3\"\nCy,worse,\n", "", "2: the address is not of the form|5: the address is not of the form")]
    [InlineData("name,email,notes\r\nBo,bad,\"1\r\n2\r\n3\"\r\nCy,worse,\r\n", "", "2: the address is not of the form|5: the address is not of the form")]
    [InlineData("name,email\nAna,ana@x.example,surplus\nBo,bo@x.example\n", "Bo <bo@x.example>", "2: has 3 fields where the header has 2")]
    [InlineData("name,email,company\nAna,ana@x.example\nBo,bo@x.example,Acme\n", "Bo <bo@x.example> company=Acme", "2: has 2 fields where the header has 3")]
    [InlineData("name,email\nAna\nBo,bo@x.example\n", "Bo <bo@x.example>", "2: has 1 fields where the header has 2")]
    [InlineData("name,email\nAna,\nBo,bo@x.example\n", "Bo <bo@x.example>", "2: has no address")]
    [InlineData("name,email\nAna,ana@\nBo,@x.example\nCy,a b@x.example\nDi,di@x\u00a0.example\n", "", "2: the address|3: the address|4: the address|5: the address")]
    [InlineData("name,email\nAna,\"a@x.example, b@x.example\"\nBo,a@x.example;b@x.example\n", "", "2: the address|3: the address")]
    [InlineData("name,email\nAna,\"ana@x.example\nBcc: victim@y.example\"\n", "", "2: the address")]
    [InlineData("name,email\n\"Ana\nBcc: victim@y.example\",ana@x.example\n", "", "2: name has a line break")]
    [InlineData("name,email,notes\nAna,ana@x.example,a\u0001b\n", "", "2: notes has a control character")]
    [InlineData("name,email\nAna,ana@x.example\nAnna,ANA@X.example\n", "Ana <ana@x.example>", "3: has the address of line 2 again")]
    [InlineData("name,email,email2\nAna,ana@x.example,a@y.example\nBo,bo@x.example,A@y.example\n", "Ana <ana@x.example a@y.example>", "3: has the address of line 2 again")]
    [InlineData("name,email\nAna,ana@bücher.example\nAnna,ana@xn--bcher-kva.example\n", "Ana <ana@bücher.example>", "3: has the address of line 2 again")]
    [InlineData("name,email\n\"Ana,ana@x.example\nBo,bo@x.example\n", "Bo <bo@x.example>", "2: a quote opened in this row is never closed")]
    [InlineData("name,email\n\"Ana,ana@x.example\nBo,bad\n\nCy,worse\n", "", "2: a quote opened in this row is never closed|3: the address|5: the address")]
    [InlineData("name,email\nBo,bo@x.example\nAna,\"ana@x.example", "Bo <bo@x.example>", "3: a quote opened in this row is never closed")]
    [InlineData("name,email\n\"Ana\nBo,bo@x.example\n\"Cy\nDi,di@x.example\n", "Di <di@x.example>", "2: there is text behind a closing quote")]
    [InlineData("name,email\n\"Ana\" Ruiz,ana@x.example\nBo,bo@x.example\n", "Bo <bo@x.example>", "2: there is text behind a closing quote")]
    [InlineData("\"name,email\nAna,ana@x.example\n", "", "1: a quote opened in this row is never closed")]
    [InlineData("name,phone\nAna,123\n", "", "1: there is no column for the address")]
    [InlineData("Ana,ana@x.example\nBo,bo@x.example\n", "", "1: there is no column for the address")]
    [InlineData("", "", "1: the file is empty")]
    [InlineData("\n\n\n", "", "1: the file is empty")]
    [InlineData("\n\nname,email\nAna,bad\n", "", "4: the address is not of the form")]
    [InlineData("na\0me,email\nAna,ana@x.example\n", "", "1: the file is no text")]
    [InlineData("name,email,note,note\nAna,ana@x.example,1,2\n", "Ana <ana@x.example> note=1", "1: the header has the column note more than once")]
    [InlineData("name,email,,\nAna,ana@x.example,a,b\n", "Ana <ana@x.example>", "")]
    [InlineData("name,email\n=HYPERLINK(A1),ana@x.example\n", "=HYPERLINK(A1) <ana@x.example>", "")]
    [InlineData("name,email\n{{firstName}},ana@x.example\n", "{{firstName}} <ana@x.example>", "")]
    [InlineData("name,email\n'; DROP TABLE contact; --,ana@x.example\n", "'; DROP TABLE contact; -- <ana@x.example>", "")]
    public async Task Import_File_TakesTheGoodRowsAndNamesTheOthersByTheirFirstLine(string csv, string contacts, string problems)
    {
        var answer = await ImportAsync(csv);

        Assert.Equal(contacts.Split('|', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), await ContactsAsync());
        var expected = problems.Split('|', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Select(p => $"people.csv:{p.Split(':')[0]}"), answer.Problems.Select(p => p.Path));
        Assert.All(answer.Problems.Zip(expected), pair => Assert.StartsWith(pair.Second.Split(": ", 2)[1], pair.First.Problem, StringComparison.Ordinal));
        Assert.All(answer.Problems, p => Assert.False(string.IsNullOrEmpty(p.Remedy)));
        Assert.Equal(answer.Created, answer.Ids.Count);
    }

    [Fact]
    public async Task Import_Windows1252_ReadsItsLetters()
    {
        await ImportAsync([.. "name;email\nJ"u8, 0xF6, .. "rg M"u8, 0xFC, .. "ller "u8, 0x80, .. ";jm@x.example\n"u8]);

        Assert.Equal(["Jörg Müller € <jm@x.example>"], await ContactsAsync());
    }

    [Fact]
    public async Task Import_Utf16WithMark_IsRead()
    {
        await ImportAsync([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("name,email\n山田 太郎,taro@x.example\n")]);

        Assert.Equal(["山田 太郎 <taro@x.example>"], await ContactsAsync());
    }

    [Fact]
    public async Task Import_Source_IsFileAndLine()
    {
        var answer = await ImportAsync("name,email\n\nAna,ana@x.example\n");

        Assert.Equal("people.csv:3", (await _desk.Contacts.GetAsync(new() { Id = answer.Ids[0] }, default)).Source);
    }

    [Fact]
    public async Task Import_Again_DoublesNothingAndCorrectsWhatTheFileSays()
    {
        var first = await ImportAsync("name,email,company\nAna,ana@x.example,Acme\nBo,bo@x.example,\n");

        var second = await ImportAsync("name,email,company,role\nAna Ruiz,ANA@x.example,,Chef\nBo,bo@x.example,,\nCy,cy@x.example,,\n");

        Assert.Equal((1, 1, 1), (second.Created, second.Updated, second.Unchanged));
        Assert.Equal(first.Ids, second.Ids.Take(2));
        Assert.Equal(["Ana Ruiz <ana@x.example> company=Acme role=Chef", "Bo <bo@x.example>", "Cy <cy@x.example>"], await ContactsAsync());
    }

    [Fact]
    public async Task Import_RowOfTwoExistingContacts_IsNamed()
    {
        await _desk.CreateAsync("Ana", "ana@x.example");
        await _desk.CreateAsync("Bo", "bo@x.example");

        var answer = await ImportAsync("name,email,email2\nBoth,ana@x.example,bo@x.example\n");

        Assert.Equal("people.csv:2", Assert.Single(answer.Problems).Path);
        Assert.Equal(0, answer.Updated);
    }

    [Fact]
    public async Task Import_DryRun_TellsTheSameAndWritesNothing()
    {
        await _desk.CreateAsync("Ana", "ana@x.example");
        var before = _desk.Books.Events.Newest();

        var answer = await ImportAsync("name,email\nAna Ruiz,ana@x.example\nBo,bo@x.example\nBo,bo@x.example\nCy,bad\n", dryRun: true);

        Assert.Equal((1, 1, 0), (answer.Created, answer.Updated, answer.Unchanged));
        Assert.Equal(["people.csv:4", "people.csv:5"], answer.Problems.Select(p => p.Path));
        Assert.Equal(["Ana <ana@x.example>"], await ContactsAsync());
        Assert.Empty(_desk.EventsAfter(before));
    }

    [Fact]
    public async Task Import_Mapping_ReadsOnlyTheColumnsItNames()
    {
        var answer = await ImportAsync(
            "A;B;C;email\nAna;ana@x.example;secret;wrong@x.example\n", mapping: new() { ["A"] = "name", ["b"] = "address" });

        Assert.Equal(["Ana <ana@x.example>"], await ContactsAsync());
        Assert.Equal(new Dictionary<string, string> { ["A"] = "name", ["B"] = "address" }, answer.Mapping);
    }

    [Theory]
    [InlineData("Z", "name", "$.mapping.Z")]
    [InlineData("A", "not a name", "$.mapping.A")]
    public async Task Import_BadMapping_IsRefused(string column, string field, string path)
    {
        var refusal = await RecordsFixture.RefusedAsync(() => ImportAsync("A;B\n1;2\n", mapping: new() { [column] = field }));

        Assert.Equal(path, Assert.Single(RecordsFixture.Problems(refusal)).Path);
    }

    [Fact]
    public async Task Import_Mapping_IsToldAsGuessed()
    {
        var answer = await ImportAsync("Vorname;Nachname;E-Mail;Firma;Startdatum;\nA;B;a@x.example;C;D;\n");

        Assert.Equal(
            new Dictionary<string, string> { ["Vorname"] = "firstName", ["Nachname"] = "lastName", ["E-Mail"] = "address", ["Firma"] = "company", ["Startdatum"] = "startdatum" },
            answer.Mapping);
    }

    [Fact]
    public async Task Import_SuppressedAddress_StaysSuppressed()
    {
        await _desk.Contacts.SuppressAsync(new() { Address = "ana@x.example", Reason = "asked" }, default);

        var answer = await ImportAsync("name,email\nAna,ana@x.example\n");

        Assert.False((await _desk.Contacts.GetAsync(new() { Id = answer.Ids[0] }, default)).Addresses[0].MayWrite);
    }

    [Fact]
    public async Task Import_ManyBadRows_StopsNamingAndSaysSo()
    {
        var answer = await ImportAsync("name,email\n" + string.Concat(Enumerable.Repeat("x,bad\n", 2_000)));

        Assert.Equal(ContactImport.MaxProblems + 1, answer.Problems.Count);
        Assert.Equal("people.csv:502", answer.Problems[^1].Path);
    }

    [Fact]
    public async Task Import_OneEndlessLine_IsNamedAndTheRestGoesOn()
    {
        var answer = await ImportAsync($"name,email\n{new string('x', 300_000)}\nAna,ana@x.example\n\"{new string('y', 300_000)}\nBo,bo@x.example\n");

        Assert.Equal(["people.csv:2", "people.csv:4"], answer.Problems.Select(p => p.Path));
        Assert.Equal(["Ana <ana@x.example>", "Bo <bo@x.example>"], await ContactsAsync());
    }

    [Fact]
    public async Task Import_Cancelled_WritesNothing()
    {
        using var cancel = new CancellationTokenSource();
        var csv = "name,email\n" + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"P{i},p{i}@x.example\n"));
        var progress = new RowProgress(rows =>
        {
            if (rows == 1_000)
                cancel.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _desk.Contacts.ImportAsync(Request(Encoding.UTF8.GetBytes(csv)), progress, cancel.Token));

        Assert.Empty(await ContactsAsync());
    }

    [Fact]
    public async Task Import_OneEventForManyContactsAndOneAuditRecord()
    {
        var answer = await ImportAsync("name,email\n" + string.Concat(Enumerable.Range(0, 1_200).Select(i => $"P{i},p{i}@x.example\n")));

        Assert.Equal(1_200, answer.Created);
        Assert.Equal([500, 500, 200], _desk.Books.Events.After(0)!.Select(e => e.Ids.Count));
        Assert.Equal("contacts.import", Assert.Single(_desk.Books.Audit.Page(null, 10)).Record.Action);
    }

    [Fact]
    public async Task Import_NeitherBytesNorBlob_IsRefused()
    {
        Assert.Equal("$.csv", RecordsFixture.Problems(await RecordsFixture.RefusedAsync(async () => await _desk.Contacts.ImportAsync(new() { FileName = "x", Csv = new() { Size = 0 } }, null, default)))[0].Path);
        Assert.Equal(RpcErrorCode.NotFound, (await RecordsFixture.RefusedAsync(async () => await _desk.Contacts.ImportAsync(new() { FileName = "x", Csv = new() { Size = 0, Blob = "none" } }, null, default))).Code);
    }

    private Task<ContactImportResponse> ImportAsync(string csv, bool dryRun = false, Dictionary<string, string>? mapping = null) => ImportAsync(Encoding.UTF8.GetBytes(csv), dryRun, mapping);

    private async Task<ContactImportResponse> ImportAsync(byte[] csv, bool dryRun = false, Dictionary<string, string>? mapping = null) =>
        await _desk.Contacts.ImportAsync(Request(csv) with { DryRun = dryRun, Mapping = mapping }, null, default);

    private static ContactImportRequest Request(byte[] csv) => new() { FileName = "people.csv", Csv = new Content { Bytes = csv, Size = csv.Length } };

    private async Task<List<string>> ContactsAsync()
    {
        var contacts = (await _desk.Contacts.ListAsync(new() { Limit = 1000 }, default)).Contacts;
        return [.. contacts.Select(c => $"{c.Name} <{string.Join(' ', c.Addresses.Select(a => a.Address))}>{string.Concat(c.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $" {f.Key}={f.Value}"))}").Order(StringComparer.Ordinal)];
    }
}
