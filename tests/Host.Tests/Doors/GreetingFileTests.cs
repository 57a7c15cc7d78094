using Assistant.Host.Doors;
using Assistant.Host.Storage;
using Assistant.Host.Tests.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Doors;

public sealed class GreetingFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Greeting _greeting = new(Installation.Version, false, "p", [new SetupNeed { Code = "host.setup", Message = "m", Remedy = "r" }]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_AfterAnOrderlyEnd_HasWhatWasKept()
    {
        Keep();

        var read = GreetingFile.Read(_folder.Data);

        Assert.Equal("p", read?.Person);
        Assert.Equal("host.setup", Assert.Single(read!.Needs).Code);
        Assert.False(File.Exists(_folder.Data.DatabasePath + "-wal"));
    }

    [Theory]
    [InlineData("a commit")]
    [InlineData("a log left by a kill")]
    [InlineData("other settings")]
    [InlineData("another start")]
    [InlineData("a torn file")]
    [InlineData("another version")]
    [InlineData("no file")]
    public void Read_WhereSomethingChangedSince_HasNothing(string what)
    {
        Keep(what == "another version" ? _greeting with { Version = "0.0.1" } : _greeting);
        var file = Path.Combine(_folder.Data.FullPath, "greeting");
        switch (what)
        {
            case "a commit":
                using (var database = _folder.OpenHost())
                    database.Write(transaction => transaction.Execute("UPDATE person SET name = 'Ana'"));
                break;
            case "a log left by a kill":
                File.WriteAllBytes(_folder.Data.DatabasePath + "-wal", [1]);
                break;
            case "other settings":
                File.WriteAllText(Path.Combine(_folder.Data.FullPath, "settings.json"), "{}");
                break;
            case "another start":
                _folder.Data.State.DeviceGeneration.Reset(new Anchor(7, "another"));
                break;
            case "a torn file":
                File.WriteAllBytes(file, File.ReadAllBytes(file)[..^5]);
                break;
            case "no file":
                File.Delete(file);
                break;
        }

        Assert.Null(GreetingFile.Read(_folder.Data));
    }

    private void Keep(Greeting? greeting = null)
    {
        using (var database = _folder.OpenHost())
            Desk.Open(database, TimeProvider.System);
        GreetingFile.Write(_folder.Data, greeting ?? _greeting);
    }
}
