using System.Formats.Tar;
using System.Text;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Backups;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Microsoft.Data.Sqlite;

namespace Assistant.Host.Tests.Storage.Backups;

public sealed class BackupMakerTests : IDisposable
{
    private readonly BackupDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Make_FolderInUse_IsGoodAndHoldsEverything()
    {
        var steps = new Steps();
        var report = _desk.Make(BackupDesk.Phrase, steps);

        Assert.True(report.Good, string.Join('\n', report.Problems));
        Assert.True(report.HoldsKey);
        Assert.Equal((_desk.File1, "1.2.3", new FileInfo(_desk.File1).Length), (report.Path, report.HostVersion, report.Bytes));
        Assert.Equal(
            ["backup.json", "assistant.db", "plugins/acme.db", $"blobs/{_desk.Blob[..2]}/{_desk.Blob}", "settings.json", "plugin-files/acme/cur/1:2,S", "plugins-installed/acme/run", "contents.json"],
            Entries());
        Assert.Contains("Opening what is sealed", steps.Seen);
        Assert.False(Directory.Exists(_desk.Data.WorkPath));
        Assert.True(_desk.Check(BackupDesk.Phrase).Good);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(DurableFile.PrivateFile, File.GetUnixFileMode(_desk.File1));
    }

    [Fact]
    public void Make_FileThatAPluginHoldsForItself_IsLeftOutWhereItIsEmpty()
    {
        using var held = new FileStream(_desk.PathIn("plugin-files/acme/office.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        Assert.True(_desk.Make().Good);
        Assert.DoesNotContain("plugin-files/acme/office.lock", Entries());
    }

    [Fact]
    public void Make_WithoutAPassphrase_WarnsThatItHoldsNoKey()
    {
        var report = _desk.Make();

        Assert.True(report.Good);
        Assert.False(report.HoldsKey);
        Assert.Contains("It holds no key", report.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Make_NoKeyOfAnyKind_IsInTheFileInTheClear()
    {
        _desk.Make(BackupDesk.Phrase);
        var bytes = File.ReadAllBytes(_desk.File1);

        Assert.Equal(-1, bytes.AsSpan().IndexOf(_desk.Secrets.MasterKey(null)));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Convert.ToBase64String(_desk.Secrets.MasterKey(null)))));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(BackupDesk.Phrase)));
    }

    [Fact]
    public async Task Make_WhileOthersWrite_IsOfOneMoment()
    {
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                _desk.Audit.Append(new AuditRecord("p", "c", "busy", "", "", "done"));
        });

        var report = _desk.Make();
        await stop.CancelAsync();
        await writing;

        Assert.True(report.Good, string.Join('\n', report.Problems));
    }

    [Fact]
    public void Make_BlobDeletedMeanwhile_HoldsItAllTheSame()
    {
        // Let go between the copy of the database and the copy of the files.
        var report = _desk.Make(null, new Steps(step =>
        {
            if (step.StartsWith("Copying the database of", StringComparison.Ordinal))
                _desk.Database.Write(transaction => _desk.Blobs.Release(transaction, "draft:1"));
        }));

        Assert.True(report.Good, string.Join('\n', report.Problems));
        Assert.Empty(Directory.GetFiles(_desk.Data.BlobsPath, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Make_BlobLost_IsNotGoodAndNotKept()
    {
        File.Delete(Path.Combine(_desk.Data.BlobsPath, _desk.Blob[..2], _desk.Blob));

        Assert.Equal($"blobs/{_desk.Blob[..2]}/{_desk.Blob}", Assert.Single(_desk.Make().Problems).Path);
        _desk.AssertNothingLeft();
    }

    [Fact]
    public void Make_BlobChanged_DoesNotUnsealAndIsNotGood()
    {
        var path = Path.Combine(_desk.Data.BlobsPath, _desk.Blob[..2], _desk.Blob);
        var bytes = File.ReadAllBytes(path);
        bytes[70_000] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.StartsWith("blobs/", Assert.Single(_desk.Make().Problems).Path, StringComparison.Ordinal);
        _desk.AssertNothingLeft();
    }

    [Fact]
    public void Make_RowPointsNowhere_IsNotGood()
    {
        _desk.Database.Checkpoint();
        using (var connection = new SqliteConnection($"Data Source={_desk.Data.DatabasePath};Pooling=False;Foreign Keys=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE person SET space = 'nowhere'";
            command.ExecuteNonQuery();
        }

        Assert.Contains(_desk.Make().Problems, static problem => problem.Path == "assistant.db");
        _desk.AssertNothingLeft();
    }

    [Theory]
    [InlineData("Copying the database")]
    [InlineData("Writing the backup")]
    [InlineData("Restoring it beside")]
    [InlineData("Opening what is sealed")]
    public void Make_CancelledAtAnyStep_LeavesNothing(string step)
    {
        using var cancel = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => _desk.Make(null, new Steps(said =>
        {
            if (said == step)
                cancel.Cancel();
        }), cancel.Token));

        _desk.AssertNothingLeft();
        Assert.True(_desk.Make().Good);
    }

    [Theory]
    [InlineData("a.backup", BackupFault.Taken)]
    [InlineData("nowhere/b.backup", BackupFault.Place)]
    [InlineData("data/b.backup", BackupFault.Place)]
    public void Make_PlaceThatCannotBe_IsRefusedAndChangesNothing(string name, object fault)
    {
        File.WriteAllText(_desk.File1, "mine");

        var error = Assert.Throws<BackupException>(() => _desk.Maker.Make(new BackupCreateRequest { Path = _desk.PathTo(name) }, null, default));

        Assert.Equal(fault, error.Fault);
        Assert.Equal("mine", File.ReadAllText(_desk.File1));
        Assert.Equal([_desk.File1], Directory.GetFiles(Path.GetDirectoryName(_desk.File1)!));
    }

    [Fact]
    public void Check_CutOffAnywhere_IsNotGood()
    {
        _desk.Make();
        var whole = File.ReadAllBytes(_desk.File1);
        foreach (var length in Enumerable.Range(1, 6).Select(part => whole.Length * part / 7))
        {
            File.WriteAllBytes(_desk.File1, whole[..length]);
            Assert.False(Good(null), $"cut off at {length}");
        }
    }

    [Fact]
    public void Check_AnyByteChanged_IsNotGood()
    {
        _desk.Make(BackupDesk.Phrase);
        var whole = File.ReadAllBytes(_desk.File1);
        foreach (var (name, start, length) in Places())
        {
            var at = start + (length / 2);
            whole[at] ^= 1;
            File.WriteAllBytes(_desk.File1, whole);
            // What wraps the key is only looked at with the passphrase, and costs what a guess costs.
            Assert.False(Good(name == "backup.json" ? BackupDesk.Phrase : null), $"changed in {name}");
            whole[at] ^= 1;
        }
    }

    [Theory]
    [InlineData(BackupDesk.Phrase, true)]
    [InlineData("another passphrase", false)]
    [InlineData(null, true)]
    public void Check_Passphrase_OpensOrSaysSo(string? phrase, bool good)
    {
        _desk.Make(BackupDesk.Phrase);

        Assert.Equal(good, _desk.Check(phrase).Good);
    }

    [Theory]
    [InlineData("../out")]
    [InlineData("/etc/out")]
    [InlineData("plugin-files/../../out")]
    [InlineData("secrets/master.key")]
    [InlineData("host.lock.held")]
    public void Check_NameThatLeadsElsewhere_IsNotTaken(string name)
    {
        _desk.Make();
        var planted = _desk.PathTo("planted");
        using (var from = new TarReader(File.OpenRead(_desk.File1)))
        using (var to = new TarWriter(File.Create(planted)))
        {
            while (from.GetNextEntry(copyData: true) is { } entry)
            {
                if (entry.Name == "contents.json")
                    to.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("x"u8.ToArray()) });
                to.WriteEntry(entry);
            }
        }

        var report = _desk.Maker.Check(new BackupCheckRequest { Path = planted }, null, default);

        Assert.Contains(report.Problems, problem => problem.Path == name);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(planted)!, "out", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a backup at all")]
    public void Check_AnotherFile_SaysWhatItIsNot(string text)
    {
        File.WriteAllText(_desk.File1, text);

        Assert.Equal(BackupFault.Unreadable, Assert.Throws<BackupException>(() => _desk.Check()).Fault);
    }

    [SmallDiskFact]
    public void Make_DiskFull_SaysSoAndLeavesNothing()
    {
        using var disk = SmallDisk.TryMount()!;
        using var desk = new BackupDesk();
        desk.Blobs.Put("contact:a", new byte[3 * 1024 * 1024]);
        desk.Database.Write(transaction => BlobStoreHold(transaction, desk));

        var error = Assert.Throws<BackupException>(() => desk.Maker.Make(new BackupCreateRequest { Path = Path.Combine(disk.Path, "b") }, null, default));

        Assert.Equal(BackupFault.Full, error.Fault);
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
        desk.AssertNothingLeft();
    }

    [SmallDiskFact]
    public void Make_DiskThatFillsWhileItIsWritten_LeavesNothing()
    {
        using var disk = SmallDisk.TryMount()!;
        var filler = Path.Combine(disk.Path, "filler");

        var error = Assert.Throws<BackupException>(() => _desk.Maker.Make(new BackupCreateRequest { Path = Path.Combine(disk.Path, "b") }, new Steps(step =>
        {
            if (step == "Writing the backup" && !File.Exists(filler))
                Fill(filler);
        }), default));

        Assert.Equal(BackupFault.Full, error.Fault);
        Assert.Equal([filler], Directory.GetFileSystemEntries(disk.Path));
        _desk.AssertNothingLeft();
    }

    [Fact]
    public void Clear_AfterAKill_DeletesWhatWasLeftHereAndThere()
    {
        var work = WorkFolder.Make(_desk.Data.WorkPath);
        var there = _desk.PathTo("b.backup.tmp");
        work.Note(there);
        File.WriteAllText(there, "half");

        WorkFolder.Clear(_desk.Data.WorkPath);

        _desk.AssertNothingLeft();
    }

    private static bool BlobStoreHold(WriteTransaction transaction, BackupDesk desk) => Host.Storage.Sealing.BlobStore.Hold(transaction, desk.Blob, "draft:2");

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
        }
    }

    private bool Good(string? phrase)
    {
        try
        {
            return _desk.Check(phrase).Good;
        }
        catch (BackupException)
        {
            return false;
        }
    }

    private List<string> Entries()
    {
        using var tar = new TarReader(File.OpenRead(_desk.File1));
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
            names.Add(entry.Name);
        return names;
    }

    // Where each entry's own bytes lie.
    private List<(string Name, long Start, long Length)> Places()
    {
        var places = new List<(string Name, long Start, long Length)>();
        using var file = File.OpenRead(_desk.File1);
        using var tar = new TarReader(file, leaveOpen: true);
        while (tar.GetNextEntry() is { } entry)
            places.Add((entry.Name, entry.DataOffset, entry.Length));
        return places;
    }

    private sealed class Steps(Action<string>? seen = null) : IProgress<BackupProgress>
    {
        public HashSet<string> Seen { get; } = [];

        public void Report(BackupProgress value)
        {
            Assert.InRange(value.Done, 0, value.Total);
            Seen.Add(value.Step);
            seen?.Invoke(value.Step);
        }
    }
}
