using Assistant.Host.Storage;

namespace Assistant.Host.Tests.Storage;

public sealed class HostLockTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryTake_Held_IsRefusedAndNamesTheHolder()
    {
        using var first = HostLock.TryTake(_folder.Data, "/s.sock", "1.2.3");

        Assert.Null(HostLock.TryTake(_folder.Data, "/other", "9"));
        Assert.Equal(new HostHolder(Environment.ProcessId, "/s.sock", "1.2.3"), HostLock.Holder(_folder.Data));
    }

    [Fact]
    public void TryTake_Released_IsFree()
    {
        HostLock.TryTake(_folder.Data, "/s", "1")!.Dispose();

        Assert.Null(HostLock.Holder(_folder.Data));
        using var second = HostLock.TryTake(_folder.Data, "/s", "1");
        Assert.NotNull(second);
    }

    [Fact]
    public void TryTake_FilesLeftByAKilledHost_IsFree()
    {
        File.WriteAllBytes(_folder.Data.LockPath, new HostHolder(1, "/s", "1").Encode());
        File.WriteAllText(_folder.Data.LockPath + ".held", "");

        Assert.Null(HostLock.Holder(_folder.Data));
        using var taken = HostLock.TryTake(_folder.Data, "/mine", "2");
        Assert.Equal("/mine", HostLock.Holder(_folder.Data)!.Endpoint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pid=x\nendpoint=/s\nversion=1")]
    [InlineData("pid=4\nversion=1")]
    public void Parse_NotAHolder_IsNull(string text) => Assert.Null(HostHolder.Parse(text));
}
