using Assistant.Host.Storage;

namespace Assistant.Host.Tests.Storage;

public sealed class DataFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prepare_LooseModes_AreMadePrivate()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(_folder.Data.FullPath, (UnixFileMode)0x1FF);

        Assert.Null(_folder.Data.Prepare(reserve: 0));
        foreach (var path in new[] { _folder.Data.FullPath, _folder.Data.PluginsPath, _folder.Data.BlobsPath, _folder.Data.SecretsPath, _folder.Data.State.FullPath })
            Assert.Equal(DurableFile.PrivateFolder, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Prepare_AFileInItsPlace_NamesTheRemedy()
    {
        File.WriteAllText(_folder.PathTo("file"), "");

        Assert.Contains("ASSISTANT_HOME", new DataFolder(_folder.PathTo("file"), _folder.Data.State).Prepare()!.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_UnderAFolderNobodyCanWrite_NamesTheRemedy()
    {
        if (!OperatingSystem.IsLinux())
            return;
        // /proc refuses new entries to root too.
        var problem = new DataFolder("/proc/assistant", _folder.Data.State).Prepare();

        Assert.Contains("ASSISTANT_HOME", problem!.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_TooLittleSpace_SaysHowMuchToFree() =>
        Assert.Contains("Free at least", _folder.Data.Prepare(reserve: long.MaxValue)!.Remedy, StringComparison.Ordinal);

    [Theory]
    [InlineData("mail.local", true)]
    [InlineData("a", true)]
    [InlineData("../up", false)]
    [InlineData("a..b", false)]
    [InlineData(".a", false)]
    [InlineData("A", false)]
    [InlineData("a/b", false)]
    [InlineData("", false)]
    public void IsId_Name_IsJudged(string id, bool expected) => Assert.Equal(expected, PathName.IsId(id));

    [Fact]
    public void SocketPath_LongFolder_LiesBesideTheAnchors()
    {
        var state = new StateFolder("/s");
        Assert.Equal("/s/host.sock", new DataFolder("/" + new string('x', 120), state).SocketPath);
        Assert.Equal("/d/host.sock", new DataFolder("/d", state).SocketPath);
    }

    [Fact]
    public void CurrentName_SetOrUnusable_IsReadOrMain()
    {
        var root = new DataRoot(_folder.PathTo("root"));
        Assert.Equal("main", root.CurrentName);
        root.SetCurrent("demo");
        Assert.Equal("demo", root.CurrentName);
        File.WriteAllText(Path.Combine(root.FullPath, "current"), "../../etc");
        Assert.Equal("main", root.CurrentName);
    }
}
