using System.Diagnostics;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Keeping;

/// <summary>
/// Forensics of an erasure: every text of a person is looked for in every byte of every file, before, after, and after an older copy of the folder was
/// put back. What is found before proves the search; what is left of others proves that nothing else went.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ErasureSuite
{
    [Fact]
    public async Task Canaries_OfErasedPeople_AreInNoFileNowAndAfterARestore()
    {
        var people = SuiteSize.Of(2, 6, 40);
        var clock = Stopwatch.StartNew();
        var (looked, failures) = (0, new List<string>());
        await using var desk = await KeepingDesk.OpenAsync();
        var (gone, stay) = (Words("gone", people), Words("stay", people));
        var contacts = new Dictionary<string, Contact>();
        foreach (var (word, other) in gone.Zip(stay))
        {
            contacts[other] = await desk.PersonAsync(other);
            contacts[word] = await desk.PersonAsync(word, alsoTo: $"{other}@there.example");
        }

        desk.Look();
        foreach (var word in gone.Concat(stay))
        {
            Check(KeepingDesk.Clear(word), isThere: true, "before");
            Check(KeepingDesk.Sealed(word), isThere: false, "before, sealed");
        }

        var copy = desk.Copy();
        try
        {
            foreach (var word in gone)
                Assert.Empty((await desk.Eraser.RunAsync(new RecordRef("contact", contacts[word].Id), "p", "c")).Problems);
            After("after");
            await desk.RestoreAsync(copy);
            desk.Look();
            foreach (var word in gone)
                Check(KeepingDesk.Clear(word), isThere: true, "put back");
            await desk.Eraser.FinishAsync();
            After("after the restore");
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }

        SuiteLog.Report("T17", looked, failures.Count, clock.Elapsed);
        Assert.Equal([], failures.Take(20));
        Assert.True(looked > people * 60);

        void After(string when)
        {
            desk.Look();
            foreach (var word in gone)
                Check([.. KeepingDesk.Clear(word), .. KeepingDesk.Sealed(word), $"Shared-{word}", $"mid-{word}", contacts[word].Name], isThere: false, when);
            foreach (var word in stay)
                Check(KeepingDesk.Clear(word), isThere: true, $"{when}, of others");
        }

        void Check(IEnumerable<string> texts, bool isThere, string when)
        {
            foreach (var text in texts)
            {
                looked++;
                var files = desk.Where(text);
                if (files.Count > 0 != isThere)
                    failures.Add($"{when}: {text}: {(isThere ? "not found" : string.Join(", ", files))}");
            }
        }
    }

    private static List<string> Words(string begin, int count) => [.. Enumerable.Range(0, count).Select(n => $"{begin}{n:x2}{(char)('q' + (n % 8))}zw")];
}
