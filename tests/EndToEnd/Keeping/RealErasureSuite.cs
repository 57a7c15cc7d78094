using System.Diagnostics;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.EndToEnd.Keeping;

/// <summary>
/// Forensics of an erasure with the real program and the plugins that ship with it: databases with their full text and logs, sealed papers, ledgers, plugins'
/// files, the host's own log and what it keeps outside the folder; then again after a backup from before the erasure was restored, and after everything was erased.
/// </summary>
[Trait("Category", "Slow")]
public sealed class RealErasureSuite
{
    private const string Letters = "bcdfghjklmnpqrstvwxz";

    [Fact]
    public void Search_AWordInEveryForm_IsFound()
    {
        var word = Word(new Random(1));
        var folder = Directory.CreateTempSubdirectory("assistant-forms-").FullName;
        try
        {
            var forms = Forensics.Written(word).ToList();
            foreach (var (form, bytes) in forms)
                File.WriteAllBytes(Path.Combine(folder, form.Replace(' ', '-')), bytes);
            var found = new Forensics(folder).Where(word).Select(static name => name.Split('!')[0]).Distinct();

            Assert.Equal([], forms.Select(static form => form.Form.Replace(' ', '-')).Except(found));
            Assert.Empty(new Forensics(folder).Where(Word(new Random(2))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Canaries_OfErasedPeople_AreInNoFileOfTheRealProgramNowAndAfterARestore()
    {
        var clock = Stopwatch.StartNew();
        var random = new Random(20261122);
        var (looked, failures) = (0, new List<string>());
        var gone = Enumerable.Range(0, SuiteSize.Of(1, 2, 6)).ToDictionary(_ => Word(random), static _ => new List<RecordRef>());
        var stays = Word(random);
        await using var desk = await RealDesk.OpenAsync();
        foreach (var word in gone.Keys)
            gone[word] = await desk.PersonAsync(word);
        await desk.PersonAsync(stays);
        var habit = await desk.LearnAsync(Word(random), gone.Keys);
        var backup = Path.Combine(desk.Outside, "before.backup");
        Assert.True((await desk.Host.Of(BackupRpc.Contract).CreateAsync(new BackupCreateRequest { Path = backup }, null, default)).Good);
        Check(await desk.LookAsync(), [.. gone.Keys, stays, habit], areThere: true, "before");

        var eraser = desk.Host.Of(EraseRpc.Contract);
        foreach (var about in gone.Values.SelectMany(static all => all))
        {
            var plan = await eraser.PlanAsync(new ErasePlanRequest { About = about }, default);
            Assert.Contains(plan.Parts, static part => part.Kinds.Count > 0);
            Assert.Empty((await eraser.RunAsync(new EraseRunRequest { About = about }, default)).Problems);
        }

        await AfterAsync("after");
        await desk.RestoreAsync(backup, () => Check(new Forensics(desk.Data), [.. gone.Keys, stays], areThere: true, "put back"));
        await AfterAsync("after the restore");
        Assert.True((await desk.Host.Audit.VerifyAsync(new AuditVerifyRequest(), default)).Whole);

        var receipt = await desk.Host.Of(EraseRpc.Contract).RunAsync(new EraseRunRequest { Everything = true }, default);
        Assert.Empty(receipt.Problems);
        Assert.Equal("mira@here.example", Assert.Single(receipt.Accounts).Address);
        foreach (var aside in Directory.EnumerateDirectories(desk.Root).Where(folder => Path.GetFileName(folder).StartsWith("data", StringComparison.Ordinal) && folder != desk.Data))
            Directory.Delete(aside, recursive: true);
        Check(await desk.LookAsync(), [.. gone.Keys, stays, habit, "mira@here.example"], areThere: false, "after everything");
        // Every plugin begins anew, with what it ships with.
        var made = await desk.Host.Of(ApplicationsRpc.Contract).CreateAsync(new ApplicationCreateRequest { Details = new ApplicationDetails { Company = "New", Role = "Engineer" } }, default);
        Assert.Equal("saved", made.Stage);

        SuiteLog.Report("T17-real", looked, failures.Count, clock.Elapsed);
        Assert.Equal([], failures.Take(20));

        async Task AfterAsync(string when)
        {
            var files = await desk.LookAsync();
            Check(files, [.. gone.Keys], areThere: false, when);
            Check(files, [stays, habit], areThere: true, $"{when}, of others");
        }

        void Check(Forensics files, IEnumerable<string> words, bool areThere, string when)
        {
            foreach (var word in words)
            {
                looked += files.Files;
                var where = files.Where(word);
                if (where.Count > 0 != areThere)
                    failures.Add($"{when}: {word}: {(areThere ? "not found" : string.Join(", ", where))}");
            }
        }
    }

    // No letters of words, so that what is left of one by an index's own abbreviations is nobody else's either.
    private static string Word(Random random) => new([.. Enumerable.Range(0, 14).Select(_ => Letters[random.Next(Letters.Length)])]);
}
