using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Assistant.EndToEnd.Cli;

public sealed class CommandTests(PlayedDemo demo) : IClassFixture<PlayedDemo>
{
    private readonly RealCli _cli = demo.Cli;

    [Theory]
    [InlineData("status", "pid")]
    [InlineData("doctor", "findings")]
    [InlineData("account list", "accounts")]
    [InlineData("account providers", "providers")]
    [InlineData("contact list", "contacts")]
    [InlineData("contact list ruiz --limit 1", "contacts")]
    [InlineData("contact show Ana", "addresses")]
    [InlineData("template list", "templates")]
    [InlineData("template show meetup", "variables")]
    [InlineData("template preview meetup Emi", "filled")]
    [InlineData("draft list", "drafts")]
    [InlineData("draft show Emi", "hash")]
    [InlineData("draft history Emi", "revisions")]
    [InlineData("outbox list", "items")]
    [InlineData("outbox show Ana", "steps")]
    [InlineData("outbox source Ana", "digest")]
    [InlineData("tracking list", "rows")]
    [InlineData("tracking check", "accounts")]
    [InlineData("tracking show Ana", "incoming")]
    [InlineData("tracking read Ana", "text")]
    [InlineData("proposal list", "proposals")]
    [InlineData("plugins", "plugins")]
    [InlineData("plugins list", "plugins")]
    [InlineData("audit list", "entries")]
    [InlineData("audit verify", "whole")]
    [InlineData("call host/status", "pid")]
    [InlineData("call drafts/list {\"limit\":1}", "drafts")]
    [InlineData("call rpc.discover", "methods")]
    public async Task Run_WithJson_PrintsTheAnswerAndNothingElse(string line, string member)
    {
        var done = await _cli.RunAsync([.. line.Split(' '), "--json"]);

        Assert.True(done.Code == 0, done.ToString());
        Assert.True(JsonElement.Parse(done.Out).TryGetProperty(member, out _), done.ToString());
        Assert.Empty(done.Error);
    }

    [Theory]
    [InlineData("account list")]
    [InlineData("contact show Ana")]
    [InlineData("template preview meetup Emi")]
    [InlineData("draft show Emi")]
    [InlineData("outbox list")]
    [InlineData("outbox show Ana")]
    [InlineData("tracking list")]
    [InlineData("tracking show Chloé")]
    [InlineData("proposal list")]
    [InlineData("plugins list")]
    [InlineData("audit list --limit 5")]
    [InlineData("status")]
    [InlineData("doctor")]
    public async Task Run_ForAPerson_FitsEightyColumnsAndIsLabelledAsDemo(string line)
    {
        var done = await _cli.RunAsync(line.Split(' '));

        Assert.True(done.Code == 0, done.ToString());
        Assert.DoesNotContain(done.Out.Split('\n'), shown => shown.Length > 80);
        Assert.EndsWith("demo data: ./assistant demo --remove ends it\n", done.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "There is no command 'frobnicate'", "frobnicate")]
    [InlineData(2, "line 1, column 10: this is no JSON", "call", "drafts/list", "{\"limit\":")]
    [InlineData(2, "'a'", "call", "drafts/list", "{\"a\":1,\"a\":2}")]
    [InlineData(2, "limit", "call", "drafts/list", "{\"limit\":\"many\"}")]
    [InlineData(2, "", "call", "no/such", "{}")]
    [InlineData(3, "There is no file", "contact", "import", "/nowhere/people.csv")]
    [InlineData(3, "There is no file", "call", "drafts/list", "@/nowhere/p.json")]
    [InlineData(2, "is a folder", "contact", "import", "/")]
    [InlineData(3, "There is no contact 'zzz'", "contact", "show", "zzz")]
    [InlineData(3, "There is no outbox item", "outbox", "show", "ffffffff")]
    [InlineData(2, "", "contact", "add", "Bad", "not-an-address")]
    [InlineData(2, "no setting", "account", "add", "mail.local", "x@example.org", "--set", "frob=1", "--data", "DEMO")]
    [InlineData(6, "", "outbox", "cancel", "Ana")]
    [InlineData(5, "", "call", "outbox/approve", "{\"items\":[]}")]
    [InlineData(5, "", "call", "host/stop", "{}")]
    [InlineData(5, "no terminal", "plugins", "disable", "drafting")]
    public async Task Run_OnBadInput_SaysOneSentenceAndEndsWithTheDocumentedCode(int code, string message, params string[] args)
    {
        var done = await _cli.RunAsync([.. args.Select(arg => arg == "DEMO" ? _cli.Demo : arg)]);

        Assert.True(done.Code == code, done.ToString());
        Assert.Contains(message, done.Error, StringComparison.Ordinal);
        Assert.Empty(done.Out);
        Assert.DoesNotContain("   at ", done.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_Piped_IsAMessageWithOurId()
    {
        var done = await _cli.RunAsync("outbox", "source", "Ana");

        Assert.Equal(0, done.Code);
        Assert.Contains("X-Assistant-Id: ", done.Out, StringComparison.Ordinal);
        Assert.Contains("To: Ana Ruiz <ana.ruiz@norte.example>", done.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stdio_SpokenToWithContentLength_AnswersAndEndsWithTheInput()
    {
        var request = """{"jsonrpc":"2.0","id":7,"method":"host/status","params":{}}""";

        var done = await _cli.RunAsync(["stdio"], $"Content-Length: {Encoding.UTF8.GetByteCount(request)}\r\n\r\n{request}");

        Assert.Equal(0, done.Code);
        Assert.StartsWith("Content-Length: ", done.Out, StringComparison.Ordinal);
        var answer = JsonElement.Parse(done.Out.Split("\r\n\r\n")[1]);
        Assert.Equal(7, answer.GetProperty("id").GetInt32());
        Assert.True(answer.GetProperty("result").GetProperty("demo").GetBoolean());
    }

    [Fact]
    public async Task Socket_AskedToApproveWithoutAKey_Refuses()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_cli.Demo, "host.sock")));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"outbox/approve","params":{"items":[{"draftId":"x","hash":"y"}]}}""" + "\n"));
        using var reader = new StreamReader(stream);

        var answer = JsonElement.Parse((await reader.ReadLineAsync())!);

        Assert.Equal((int)Protocol.JsonRpc.RpcErrorCode.NotAuthorised, answer.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Serve_OnAHeldFolder_NamesTheHolder()
    {
        var pid = JsonElement.Parse((await _cli.RunAsync("status", "--json")).Out).GetProperty("pid").GetInt32();

        var second = await _cli.RunAsync("serve");

        Assert.NotEqual(0, second.Code);
        Assert.Contains($"{pid}", second.Error, StringComparison.Ordinal);
    }
}
