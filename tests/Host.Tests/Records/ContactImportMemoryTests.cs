using System.Globalization;
using System.Text;
using Assistant.Host.Records.Import;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Records;

/// <summary>What the collector counts is the whole process's, so nothing runs beside it.</summary>
[CollectionDefinition(nameof(ContactImportMemoryTests), DisableParallelization = true)]
[Collection(nameof(ContactImportMemoryTests))]
public sealed class ContactImportMemoryTests : IDisposable
{
    private readonly RecordsFixture _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Import_HundredThousandRowsFromABlob_KeepsMemoryFlat()
    {
        var csv = new StringBuilder("first name,last name,email,company\n");
        for (var i = 0; i < ContactImport.MaxRows; i++)
            csv.Append(CultureInfo.InvariantCulture, $"First{i},Last{i},p{i}@many.example,Company {i % 100}\n");
        _desk.Blobs["big"] = Encoding.UTF8.GetBytes(csv.Append("One,More,more@x.example,\n").ToString());
        csv.Clear();
        var peak = 0L;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var progress = new RowProgress(rows =>
        {
            if (rows % 20_000 == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
        });

        var answer = await _desk.Contacts.ImportAsync(
            new() { FileName = "people.csv", Csv = new Content { Blob = "big", Size = _desk.Blobs["big"].Length } }, progress, default);

        Assert.Equal(ContactImport.MaxRows, answer.Created);
        Assert.Equal("people.csv:100002", Assert.Single(answer.Problems).Path);
        // The ids answered, the addresses seen, and SQLite's own pages; not the rows.
        Assert.InRange(peak, 1, 80_000_000);
    }
}
