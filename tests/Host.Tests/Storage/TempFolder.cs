using Assistant.Host.Storage;

namespace Assistant.Host.Tests.Storage;

/// <summary>A data folder, and the state folder outside it, that go away with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder()
    {
        Root = Directory.CreateTempSubdirectory("assistant-test-").FullName;
        Data = new DataFolder(Path.Combine(Root, "data"), new StateFolder(Path.Combine(Root, "state")));
        if (Data.Prepare(reserve: 0) is { } problem)
            throw new InvalidOperationException(problem.Reason);
    }

    public string Root { get; }

    public DataFolder Data { get; }

    public string PathTo(string name) => Path.Combine(Root, name);

    public Database OpenHost(TimeProvider? time = null) => new(Data.DatabasePath, MigrationSet.Host, time ?? TimeProvider.System);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
