using System.Text;
using Assistant.EndToEnd.Cli;
using Assistant.EndToEnd.Doors;
using Assistant.TestKit.Google;

namespace Assistant.EndToEnd.Docs;

/// <summary>Every command of the document about Gmail, typed in its order from nothing to a sent, answered and bounced mail, with a Google of the test's own.</summary>
[Trait("Category", "Slow")]
public sealed class GmailDocumentTests
{
    private const string Document = "docs/gmail.md";
    private const string Owner = "you@gmail.com";

    [Fact]
    public async Task Commands_TypedInOrder_SendAnswerAndBounceAndLeaveNoToken()
    {
        await using var google = new FakeGoogle(TimeProvider.System);
        google.SignIn.User = Owner;
        await using var cli = new RealCli();
        GmailAtTerminal.Prepare(cli, google);
        var mailbox = google.Mailbox(Owner);
        var screens = new Dictionary<string, string>();
        foreach (var command in Documents.Blocks(Document))
        {
            if (command is ["tracking", "check", ..])
                await AnswerAsync(cli, mailbox);
            if (command is ["account", "remove", ..])
                await NoTokenAsync(cli);
            var done = command is ["account", "add", ..]
                ? await cli.WatchAtTerminalAsync("y\n", GmailAtTerminal.SignInAsync, command)
                : await cli.RunAtTerminalAsync(command is ["outbox", "approve", ..] ? "y\ny\n" : "y\n", command);
            Assert.True(done.Code == 0, $"{string.Join(' ', command)}: {done}");
            screens[string.Join(' ', command.Take(2))] = done.Out;
        }

        Assert.Equal(2, mailbox.Ledger.Count);
        Assert.Contains("replied", screens["tracking list"], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("bounced", screens["tracking list"], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("gmail.readonly", screens["doctor"], StringComparison.Ordinal);
        Assert.Contains("revoked", screens["account remove"], StringComparison.Ordinal);
        Assert.Equal(1, google.SignIn.Revocations);
    }

    // Once both have gone out: one is answered, the other comes back.
    private static async Task AnswerAsync(RealCli cli, GoogleMailbox mailbox)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var client = await LineClient.ConnectAsync(Path.Combine(cli.Main, "host.sock"));
        while ((await client.ResultAsync("outbox/list")).GetProperty("items").EnumerateArray().Any(static item => item.GetProperty("state").GetString() != "sent"))
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, over.Token);
        foreach (var sent in mailbox.Messages.ToList())
        {
            var id = sent.Field("Message-ID")!.Trim('<', '>');
            var to = sent.Field("To")!;
            mailbox.Receive(Encoding.UTF8.GetBytes(to.Contains("nobody", StringComparison.Ordinal)
                ? GmailBounce.Of(Owner, "nobody@example.org", id)
                : $"From: {to}\r\nTo: {Owner}\r\nSubject: Re: A question\r\nMessage-ID: <r@example.org>\r\nIn-Reply-To: <{id}>\r\n\r\nOf course.\r\n"));
        }
    }

    /// <summary>Every secret that the fake gave has this word in it. On a machine without a key ring, a file of the user's alone is their place, and no other is.</summary>
    private static async Task NoTokenAsync(RealCli cli)
    {
        const string word = "sentinel";
        var files = Directory.EnumerateFiles(cli.Home, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(cli.PathTo("state"), "*", SearchOption.AllDirectories));
        Assert.Empty(files.Where(static file => Path.GetExtension(file) is not (".held" or ".lock" or ".sock" or ".key")).Where(file => Contains(Read(file), word)).Select(Path.GetFileName));
        var pid = (await File.ReadAllLinesAsync(Path.Combine(cli.Main, "host.lock"))).First(static line => line.StartsWith("pid=", StringComparison.Ordinal))[4..];
        foreach (var name in (string[])["cmdline", "environ"])
            Assert.False(Contains(await File.ReadAllBytesAsync($"/proc/{pid}/{name}"), word), name);
    }

    private static byte[] Read(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[open.Length];
        open.ReadExactly(bytes);
        return bytes;
    }

    private static bool Contains(byte[] bytes, string word) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0;
}
