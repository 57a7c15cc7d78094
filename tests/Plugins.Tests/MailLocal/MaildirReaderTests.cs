using System.Diagnostics;
using System.Text;
using Assistant.Mail.Mime;
using Assistant.Plugins.MailLocal.Maildirs;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Plugins.Tests.MailLocal;

public sealed class MaildirReaderTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly ManualTime _time = new();
    private readonly Maildir _maildir;

    public MaildirReaderTests()
    {
        _maildir = new Maildir(_scratch.PathTo("Mail"));
        _maildir.Create();
    }

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("new/100.a", "cur/100.a:2,")]
    [InlineData("new/100.a", "cur/100.a:2,RS")]
    [InlineData("new/100.a", "new/100.a,U=17")]
    [InlineData("cur/100.a,S=40,W=44:2,S", "cur/100.a,S=40,W=44,U=9:2,FS")]
    public void Changes_MessageRenamedByAClient_IsNotNewAgain(string before, string after)
    {
        Put(before, "one");
        var first = Changes(null, since: DateTimeOffset.UnixEpoch);

        File.Move(_scratch.PathTo("Mail", before), _scratch.PathTo("Mail", after));

        Assert.Equal("100.a", Assert.Single(first.Messages).Id);
        Assert.Empty(Changes(first.Cursor).Messages);
    }

    [Fact]
    public void Changes_MessageRenamedBeforeItWasRead_IsReadOnce()
    {
        var cursor = Changes(null).Cursor;
        Put("new/100.a", "one");
        File.Move(_scratch.PathTo("Mail", "new/100.a"), _scratch.PathTo("Mail", "cur/100.a:2,S"));

        Assert.Equal("100.a", Assert.Single(Changes(cursor).Messages).Id);
    }

    [Fact]
    public void Changes_LateDeliveryWithAnOlderTime_IsNotLost()
    {
        Put("new/2000000000.a", "newer");
        var cursor = Changes(null).Cursor;

        Put("new/1000000000.b", "older", received: DateTimeOffset.UnixEpoch.AddYears(30));

        Assert.Equal("1000000000.b", Assert.Single(Changes(cursor).Messages).Id);
    }

    [Fact]
    public void Changes_SeveralAtOnce_AreInOrderOfArrival()
    {
        var cursor = Changes(null).Cursor;
        Put("new/c", "first", received: _time.GetUtcNow().AddMinutes(-3));
        Put("new/a", "second", received: _time.GetUtcNow().AddMinutes(-2));
        Put("cur/b:2,S", "third", received: _time.GetUtcNow().AddMinutes(-1));

        Assert.Equal(["c", "a", "b"], Changes(cursor).Messages.Select(m => m.Id));
    }

    [Fact]
    public void Changes_FilesThatAreNoMessages_AreNamedAndTheRestGoesOn()
    {
        var cursor = Changes(null).Cursor;
        Put("new/1.good", "good");
        File.WriteAllText(_scratch.PathTo("Mail", "new/2.empty"), "");
        File.WriteAllText(_scratch.PathTo("Mail", "new/3.bodyonly"), "\nno header here\n");
        File.WriteAllBytes(_scratch.PathTo("Mail", "new/4.binary"), [0, 255, 1, 254, (byte)'\n', 7]);
        File.CreateSymbolicLink(_scratch.PathTo("Mail", "new/5.link"), "/etc/passwd");
        using (var fifo = Process.Start("mkfifo", _scratch.PathTo("Mail", "new/6.pipe")))
            fifo.WaitForExit();
        Directory.CreateDirectory(_scratch.PathTo("Mail", "new/7.folder"));
        Put("new/8.good", "good too");

        var changes = Changes(cursor);

        Assert.Equal(["1.good", "8.good"], changes.Messages.Select(m => m.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["new/2.empty", "new/3.bodyonly", "new/4.binary", "new/5.link", "new/6.pipe"], changes.Problems.Select(p => p.Path).Order(StringComparer.Ordinal));
        Assert.All(changes.Problems, p => Assert.NotEmpty(p.Problem));
        Assert.Empty(Changes(changes.Cursor).Problems);
    }

    [Fact]
    public void Changes_HeaderWithoutEnd_IsCutAtALineAndSaid()
    {
        var cursor = Changes(null).Cursor;
        File.WriteAllText(_scratch.PathTo("Mail", "new/1.long"), "Subject: long\n" + string.Concat(Enumerable.Repeat("X-Filler: 0123456789\n", 50_000)));

        var changes = Changes(cursor);

        var head = Assert.Single(changes.Messages);
        Assert.InRange(head.Headers.Length, 1, MessageFile.LongestHeader);
        Assert.EndsWith("X-Filler: 0123456789\n", Encoding.UTF8.GetString(head.Headers), StringComparison.Ordinal);
        Assert.Equal("new/1.long", Assert.Single(changes.Problems).Path);
    }

    [Fact]
    public void Changes_BodyOfManyGigabytes_IsNotRead()
    {
        var cursor = Changes(null).Cursor;
        using (var file = File.Create(_scratch.PathTo("Mail", "new/1.vast")))
        {
            file.Write("Subject: vast\n\n"u8);
            file.SetLength(200L * 1024 * 1024 * 1024);
        }

        Assert.Equal("Subject: vast\n", Encoding.UTF8.GetString(Assert.Single(Changes(cursor).Messages).Headers));
    }

    [Fact]
    public void Changes_NumberedMessagesGone_AreForgottenWithoutRepeat()
    {
        var cursor = Changes(null).Cursor;
        for (var i = 0; i < 5000; i++)
            File.WriteAllText(_scratch.PathTo("Mail", "new", $"{i:D5}.x"), "Subject: x\n\n");
        var before = Changes(cursor, limit: 1);
        foreach (var file in Directory.EnumerateFiles(_scratch.PathTo("Mail", "new")).Order(StringComparer.Ordinal).Skip(1).ToList())
            File.Delete(file);
        Put("new/z", "new");

        var after = Changes(before.Cursor);

        Assert.Equal("z", Assert.Single(after.Messages).Id);
        Assert.InRange(new FileInfo(Directory.GetFiles(_scratch.PathTo("reading")).Single()).Length, 1, 500);
        Put("new/zz", "newer");
        Assert.Equal("zz", Assert.Single(Changes(after.Cursor).Messages).Id);
    }

    [Fact]
    public void Changes_IndexTornByAPowerCut_IsRepaired()
    {
        Put("new/1.a", "one");
        var cursor = Changes(null).Cursor;
        File.AppendAllText(Directory.GetFiles(_scratch.PathTo("reading")).Single(), "2 1.b-half-writ");
        Put("new/1.b", "two");

        Assert.Equal("1.b", Assert.Single(Changes(cursor).Messages).Id);
    }

    [Fact]
    public void Changes_IndexOlderThanTheCursor_IsAResync()
    {
        var old = Changes(null);
        var index = Directory.GetFiles(_scratch.PathTo("reading")).Single();
        var kept = File.ReadAllBytes(index);
        Put("new/1.a", "one");
        var cursor = Changes(old.Cursor).Cursor;
        File.WriteAllBytes(index, kept);

        var changes = Changes(cursor);

        Assert.False(changes.Resynced && changes.Messages.Count == 0);
        Assert.Empty(Changes(changes.Cursor).Messages);
    }

    [Fact]
    public void Changes_Resync_GoesBackTwoWeeks()
    {
        Put("new/1.old", "old", received: _time.GetUtcNow().AddDays(-30));
        Put("new/2.recent", "recent", received: _time.GetUtcNow().AddDays(-3));

        var changes = Changes("lost:7");

        Assert.True(changes.Resynced);
        Assert.Equal("2.recent", Assert.Single(changes.Messages).Id);
    }

    [Fact]
    public void Deliver_SameNameAgain_ChangesNothingWhereverItIsByNow()
    {
        var message = "Subject: one\n\n"u8.ToArray();
        Assert.True(_maildir.Deliver("100.a", _time.GetUtcNow(), seen: false, message));
        File.Move(_scratch.PathTo("Mail", "new/100.a"), _scratch.PathTo("Mail", "cur/100.a:2,S"));

        Assert.False(_maildir.Deliver("100.a", _time.GetUtcNow(), seen: false, message));
        Assert.Equal("100.a:2,S", Path.GetFileName(Assert.Single(_maildir.Files())));
    }

    [Fact]
    public void Unique_ManyAtOneMoment_Differ()
    {
        var names = Enumerable.Range(0, 1000).Select(_ => MaildirName.Unique(_time.GetUtcNow())).ToList();

        Assert.Equal(1000, names.Distinct().Count());
        Assert.All(names, n => Assert.True(MaildirName.IsKey(n)));
    }

    private void Put(string path, string subject, DateTimeOffset? received = null)
    {
        var file = _scratch.PathTo("Mail", path);
        File.WriteAllText(file, $"From: a@b.test\nSubject: {subject}\n\nbody\n");
        File.SetLastWriteTimeUtc(file, (received ?? _time.GetUtcNow()).UtcDateTime);
    }

    private ChangesResponse Changes(string? cursor, DateTimeOffset? since = null, int limit = 200) => new MaildirReader(_scratch.PathTo("reading"), _time).Changes(
        "account",
        _maildir,
        new ChangesRequest { Account = new ProviderAccount { Id = "account", Address = "a@b.test", Grant = GrantLevel.Headers }, Cursor = cursor, Since = since, Limit = limit });
}
