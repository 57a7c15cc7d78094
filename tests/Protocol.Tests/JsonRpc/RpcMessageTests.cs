using System.Text.Json;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>Messages one by one, as they stand on the wire (JSON-RPC 2.0).</summary>
public sealed class RpcMessageTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("-7")]
    [InlineData("0")]
    [InlineData("9007199254740993")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("1.50")]
    [InlineData("1e2")]
    [InlineData("\"a-1\"")]
    [InlineData("\"\\u0041 \\\"x\\\"\"")]
    [InlineData("null")]
    public async Task Id_OfAnyKind_IsEchoedToTheByte(string id)
    {
        await using var peer = new RawPeer();

        Assert.Equal($$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"text":"sample"}}""", await peer.AskAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"sample/name"}"""));
        Assert.Equal($$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"text":"x"}}""", await peer.AskAsync($$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"sample/echo","params":{"text":"x"}}"""));
    }

    [Theory]
    [InlineData("{", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"sample/name\"} x", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"sample/name\",}", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"sample/name\"}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"sample/name\"}", -32600)]
    [InlineData("[]", -32600)]
    public async Task Message_ThatCannotBeRead_IsRefusedWithIdNullAndTheConnectionGoesOn(string message, int code)
    {
        await using var peer = new RawPeer();
        await peer.SendLineAsync("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"sample/name\"}");
        await peer.ReadLineAsync();

        var answer = JsonElement.Parse((await peer.AskAsync(message))!);

        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("id").ValueKind);
        Assert.Contains("\"id\":2,\"result\"", await peer.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"sample/name"}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"1.0","id":5,"method":"sample/name"}""")]
    [InlineData("""{"id":5,"method":"sample/name"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":""}""")]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":7}""")]
    [InlineData("""{"jsonrpc":"2.0","id":5}""")]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"sample/name","method":"sample/clear"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"sample/name","\u006dethod":"sample/clear"}""")]
    public async Task Message_ThatIsNoRequest_IsRefusedUnderItsId(string message)
    {
        await using var peer = new RawPeer();

        Assert.StartsWith("""{"jsonrpc":"2.0","id":5,"error":{"code":-32600,""", await peer.AskAsync(message), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"text":"a","text":"b"}""", "$.text")]
    [InlineData("""{"text":5}""", "$.text")]
    [InlineData("""{"text":"a","mood":1}""", "$.mood")]
    [InlineData("{}", "$.text")]
    [InlineData("[1]", "$.text")]
    [InlineData("""["a",1,"calm",4]""", "$[3]")]
    [InlineData("\"text\"", "$")]
    public async Task Parameters_OfAnotherShape_AreRefusedWithTheirPlace(string parameters, string path)
    {
        await using var peer = new RawPeer();

        var error = JsonElement.Parse((await peer.AskAsync($$"""{"jsonrpc":"2.0","id":5,"method":"sample/echo","params":{{parameters}}}"""))!).GetProperty("error");

        Assert.Equal(-32602, error.GetProperty("code").GetInt32());
        Assert.Equal(path, error.GetProperty("data").GetProperty("problems")[0].GetProperty("path").GetString());
    }

    [Theory]
    [InlineData("""{"text":"ab","times":2}""")]
    [InlineData("""{"later":{"a":[1]},"text":"ab","times":2,"mood":"veryGlad"}""")]
    [InlineData("""["ab",2]""")]
    [InlineData("""["ab",2,null]""")]
    public async Task Parameters_NamedOrPositional_AreTaken(string parameters)
    {
        await using var peer = new RawPeer();

        Assert.Equal("""{"jsonrpc":"2.0","id":5,"result":{"text":"abab"}}""", await peer.AskAsync($$"""{"jsonrpc":"2.0","id":5,"method":"sample/echo","params":{{parameters}},"meta":1}"""));
    }

    [Fact]
    public async Task Method_ThatIsEscapedOrReturnsNothing_IsAnswered()
    {
        await using var peer = new RawPeer();

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":null}""", await peer.AskAsync("""{"jsonrpc":"2.0","id":1,"method":"sample\/clear"}"""));
    }

    [Fact]
    public async Task Method_ThatNobodyServes_IsNotFound()
    {
        await using var peer = new RawPeer();

        Assert.StartsWith("""{"jsonrpc":"2.0","id":1,"error":{"code":-32601,""", await peer.AskAsync("""{"jsonrpc":"2.0","id":1,"method":"sample/none"}"""), StringComparison.Ordinal);
        Assert.StartsWith("""{"jsonrpc":"2.0","id":2,"error":{"code":-32601,""", await peer.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"$/none"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notifications_KnownOrNot_AreNeverAnswered()
    {
        await using var peer = new RawPeer();
        foreach (var method in new[] { "sample/name", "sample/fail", "sample/none", "$/none", "$/cancelRequest", "$/progress" })
            await peer.SendLineAsync($$"""{"jsonrpc":"2.0","method":"{{method}}"}""");

        Assert.Contains("\"id\":9", await peer.AskAsync("""{"jsonrpc":"2.0","id":9,"method":"sample/name"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_OfAllKinds_IsAnsweredInOneBatch()
    {
        await using var peer = new RawPeer();

        var answer = JsonElement.Parse((await peer.AskAsync("""[{"jsonrpc":"2.0","id":1,"method":"sample/name"},{"jsonrpc":"2.0","method":"sample/clear"},7,{"jsonrpc":"2.0","id":"two","method":"sample/slow","params":["s"]},{"jsonrpc":"2.0","id":3,"method":"sample/none"}]"""))!);

        Assert.Equal(4, answer.GetArrayLength());
        var byId = answer.EnumerateArray().ToDictionary(a => a.GetProperty("id").GetRawText());
        Assert.True(byId["1"].TryGetProperty("result", out _));
        Assert.True(byId["\"two\""].TryGetProperty("result", out _));
        Assert.Equal(-32601, byId["3"].GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(-32600, byId["null"].GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Batch_OfNotificationsOnly_IsNotAnswered()
    {
        await using var peer = new RawPeer();
        await peer.SendLineAsync("""[{"jsonrpc":"2.0","method":"sample/clear"},{"jsonrpc":"2.0","method":"sample/none"}]""");

        Assert.StartsWith("""{"jsonrpc":"2.0","id":9""", await peer.AskAsync("""{"jsonrpc":"2.0","id":9,"method":"sample/name"}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("progressToken", "\"t\"")]
    [InlineData("partialResultToken", "7")]
    [InlineData("workDoneToken", "\"w\"")]
    public async Task Progress_UnderTheCallersToken_PrecedesTheResult(string member, string token)
    {
        await using var peer = new RawPeer();
        await peer.SendLineAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"sample/count","params":{"to":2,"{{{member}}}":{{{token}}}}}""");

        Assert.Equal($$$$"""{"jsonrpc":"2.0","method":"$/progress","params":{"token":{{{{token}}}},"value":{"at":1}}}""", await peer.ReadLineAsync());
        Assert.Equal($$$$"""{"jsonrpc":"2.0","method":"$/progress","params":{"token":{{{{token}}}},"value":{"at":2}}}""", await peer.ReadLineAsync());
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{"total":2}}""", await peer.ReadLineAsync());
    }

    [Fact]
    public async Task Cancel_ByAStringId_AnswersRequestCancelled()
    {
        var started = new TaskCompletionSource();
        await using var peer = new RawPeer(new SampleService { Slow = (_, cancel) => Waiting(started, cancel) });
        await peer.SendLineAsync("""{"jsonrpc":"2.0","id":"c","method":"sample/slow","params":{"text":""}}""");
        await started.Task;

        Assert.StartsWith("""{"jsonrpc":"2.0","id":"c","error":{"code":-32800,""", await peer.AskAsync("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"c"}}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithAnIdThatIsStillRunning_IsRefused()
    {
        var started = new TaskCompletionSource();
        await using var peer = new RawPeer(new SampleService { Slow = (_, cancel) => Waiting(started, cancel) });
        const string request = """{"jsonrpc":"2.0","id":4,"method":"sample/slow","params":{"text":""}}""";
        await peer.SendLineAsync(request);
        await started.Task;

        Assert.StartsWith("""{"jsonrpc":"2.0","id":4,"error":{"code":-32600,""", await peer.AskAsync(request), StringComparison.Ordinal);
    }

    private static async ValueTask<EchoResponse> Waiting(TaskCompletionSource started, CancellationToken cancel)
    {
        started.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancel);
        return new() { Text = "" };
    }
}
