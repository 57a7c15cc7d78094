using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;

namespace Assistant.Host.Tests.Storage;

public sealed class DeviceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Start_Again_GoesOn()
    {
        var first = Start();
        var second = Start();

        Assert.Equal((first.Id, 1L, null), (second.Id, first.Generation, first.Quarantine));
        Assert.Equal((2L, null), (second.Generation, second.Quarantine));
    }

    [Fact]
    public void Start_AgainWhereNothingWasEverAudited_GoesOn()
    {
        for (var start = 1; start <= 2; start++)
        {
            using var database = _folder.OpenHost();
            Desk.Open(database, TimeProvider.System);
            Assert.Null(new Device(database, _folder.Data.State.DeviceGeneration, Audit(database, _folder.Data)).Start().Quarantine);
        }
    }

    [Fact]
    public void Start_FolderCopiedElsewhere_IsQuarantinedForGood()
    {
        Start();
        var copy = new DataFolder(_folder.PathTo("copy"), new StateFolder(_folder.PathTo("copy-state")));
        copy.Prepare(reserve: 0);
        File.Copy(_folder.Data.DatabasePath, copy.DatabasePath);

        Assert.StartsWith("copied", Start(copy).Quarantine, StringComparison.Ordinal);
        Assert.StartsWith("copied", Start(copy).Quarantine, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_YesterdaysFolderRestored_IsQuarantined()
    {
        Start();
        File.Copy(_folder.Data.DatabasePath, _folder.PathTo("backup"));
        Start();
        File.Copy(_folder.PathTo("backup"), _folder.Data.DatabasePath, overwrite: true);

        Assert.StartsWith("restored", Start().Quarantine, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_CopyTakenWhileRunningRestored_IsQuarantinedByItsAuditLog()
    {
        Start();
        using (var database = _folder.OpenHost())
        {
            var log = Audit(database, _folder.Data);
            log.Append(new AuditRecord("p", "c", "a", "", "", "done"));
            database.Checkpoint();
            RunCopy(_folder.Data.DatabasePath, _folder.PathTo("backup"));
            log.Append(new AuditRecord("p", "c", "outbox.approve", "", "", "done"));
        }

        File.Copy(_folder.PathTo("backup"), _folder.Data.DatabasePath, overwrite: true);
        Assert.StartsWith("restored", Start().Quarantine, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_CrashBeforeTheAnchorMoved_GoesOn()
    {
        Start();
        var before = File.ReadAllBytes(_folder.Data.State.DeviceGeneration.FullPath);
        Start();
        File.WriteAllBytes(_folder.Data.State.DeviceGeneration.FullPath, before);

        Assert.Null(Start().Quarantine);
    }

    [Fact]
    public void Start_NewFolderWhereOneWas_GoesOnAndIsNoted()
    {
        Start();
        Start();
        File.Delete(_folder.Data.DatabasePath);

        var fresh = Start();
        Assert.Equal((1L, null), (fresh.Generation, fresh.Quarantine));
        using var database = _folder.OpenHost();
        Assert.Equal("device.replace", Audit(database, _folder.Data).Page(2, 1)[0].Record.Action);
        Assert.True(Audit(database, _folder.Data).Verify().IsWhole);
        Assert.Null(Start().Quarantine);
    }

    [Fact]
    public void Release_Quarantined_IsAnotherDevice()
    {
        var former = Start();
        Directory.Delete(_folder.Data.State.FullPath, recursive: true);
        Assert.NotNull(Start().Quarantine);

        using (var database = _folder.OpenHost())
        {
            var desk = Desk.Open(database, TimeProvider.System);
            var released = new Device(database, _folder.Data.State.DeviceGeneration, Audit(database, _folder.Data)).Release("p", "c", desk, TimeProvider.System);
            Assert.Equal(released.Id, desk.Device);
            Assert.NotEqual(former.Id, released.Id);
            Assert.True(Audit(database, _folder.Data).Verify().IsWhole);
        }

        Assert.Null(Start().Quarantine);
    }

    private static AuditLog Audit(Database database, DataFolder folder) => new(database, folder.State.AuditHead, TimeProvider.System);

    private static void RunCopy(string from, string to)
    {
        using var copy = System.Diagnostics.Process.Start("cp", [from, to]);
        copy.WaitForExit();
    }

    private DeviceState Start(DataFolder? folder = null)
    {
        folder ??= _folder.Data;
        using var database = new Database(folder.DatabasePath, MigrationSet.Host, TimeProvider.System);
        Desk.Open(database, TimeProvider.System);
        var log = Audit(database, folder);
        var state = new Device(database, folder.State.DeviceGeneration, log).Start();
        if (state.Quarantine is null)
            log.Append(new AuditRecord("p", "c", "started", "", "", "done"));
        return state;
    }
}
