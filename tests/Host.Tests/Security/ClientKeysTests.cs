using System.Text;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Tests.Storage;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Security;

public sealed class ClientKeysTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly Database _database;
    private readonly ClientKeys _keys;

    public ClientKeysTests()
    {
        _database = _folder.OpenHost(_time);
        _keys = new ClientKeys(_database, Desk.Open(_database, _time), _time);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Find_ItsText_GivesTheKey()
    {
        var (key, text) = Create(null);

        var found = _keys.Find(text, null)!;
        Assert.Equal((key.Stamp.Id, "pane", ScopeSet.All), (found.Stamp.Id, found.Name, found.Scopes));
        Assert.StartsWith(ClientKeys.Prefix, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://localhost:1", null)]
    [InlineData("https://localhost:1", "https://localhost:10")]
    [InlineData("https://localhost:1", "https://localhost:1/")]
    [InlineData("https://localhost:1", "null")]
    [InlineData(null, "https://localhost:1")]
    public void Find_OtherOrigin_IsNull(string? bound, string? presented) => Assert.Null(_keys.Find(Create(bound).Text, presented));

    [Fact]
    public void Find_AnyCharacterChanged_IsNull()
    {
        var (_, text) = Create(null);
        for (var i = 0; i < text.Length; i++)
        {
            var wrong = text.ToCharArray();
            wrong[i] = wrong[i] == 'A' ? 'B' : 'A';
            Assert.Null(_keys.Find(new string(wrong), null));
        }

        Assert.Null(_keys.Find("", null));
        Assert.Null(_keys.Find(text + "A", null));
        Assert.Null(_keys.Find(ClientKeys.Prefix + new string('A', 1_000_000), null));
    }

    [Fact]
    public void Revoke_Key_IsFoundNoMore()
    {
        var (key, text) = Create(null);

        Assert.True(_database.Write(t => _keys.Revoke(t, key.Stamp.Id)));
        Assert.False(_database.Write(t => _keys.Revoke(t, key.Stamp.Id)));
        Assert.Null(_keys.Find(text, null));
        Assert.Empty(_keys.List());
    }

    [Fact]
    public void Find_Used_IsNotedToTheHour()
    {
        var (_, text) = Create(null);
        var first = _time.GetUtcNow();
        _keys.Find(text, null);
        _time.Advance(TimeSpan.FromMinutes(10));
        _keys.Find(text, null);
        Assert.Equal(first, Assert.Single(_keys.List()).LastUsed);

        _time.Advance(TimeSpan.FromHours(1));
        _keys.Find(text, null);
        Assert.Equal(_time.GetUtcNow(), Assert.Single(_keys.List()).LastUsed);
    }

    [Fact]
    public void Create_Text_IsInNoFile()
    {
        var (_, text) = Create(null);
        _database.Dispose();

        foreach (var path in Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories))
            Assert.Equal(-1, File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.ASCII.GetBytes(text[ClientKeys.Prefix.Length..])));
    }

    private (ClientKey Key, string Text) Create(string? origin) => _database.Write(t => _keys.Create(t, "pane", ScopeSet.Of(Scopes.All), origin));
}
