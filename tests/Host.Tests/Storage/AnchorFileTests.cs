using Assistant.Host.Storage;

namespace Assistant.Host.Tests.Storage;

public sealed class AnchorFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly AnchorFile _file;

    public AnchorFileTests() => _file = new AnchorFile(_folder.PathTo("state/anchor"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_NoFile_IsNull() => Assert.Null(_file.Read());

    [Fact]
    public void Advance_Again_KeepsTheFurthest()
    {
        foreach (var number in new[] { 1, 2, 3, 2 })
            _file.Advance(new Anchor(number, $"v{number}"));

        Assert.Equal(new Anchor(3, "v3"), _file.Read());
    }

    [Fact]
    public void Reset_Back_IsAllowed()
    {
        _file.Advance(new Anchor(9, "a"));
        _file.Reset(new Anchor(2, "b"));

        Assert.Equal(new Anchor(2, "b"), _file.Read());
    }

    [Fact]
    public void Read_NewestSlotTorn_GivesTheOneBefore()
    {
        _file.Advance(new Anchor(1, "a"));
        _file.Advance(new Anchor(2, "b"));
        var bytes = File.ReadAllBytes(_file.FullPath);
        bytes[512 + 14] ^= 1;
        File.WriteAllBytes(_file.FullPath, bytes);

        Assert.Equal(new Anchor(1, "a"), _file.Read());
        _file.Advance(new Anchor(3, "c"));
        Assert.Equal(new Anchor(3, "c"), _file.Read());
    }
}
