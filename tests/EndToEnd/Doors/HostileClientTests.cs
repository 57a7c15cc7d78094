using System.Text;
using Assistant.Protocol.JsonRpc;

namespace Assistant.EndToEnd.Doors;

/// <summary>Broken and hostile frames cost their own connection and nobody else's.</summary>
[Trait("Category", "Slow")]
public sealed class HostileClientTests(GuardedHost guarded) : IClassFixture<GuardedHost>
{
    private const int FiveMebibytes = 5 * 1024 * 1024;

    public static TheoryData<string> Frames => new("binary", "headers without a length", "a length that is no number", "a negative length", "a length of 5 MiB",
        "a line of 5 MiB", "nesting of 10,000", "headers of 20 KiB", "an unfinished string", "an envelope with its method twice", "an empty batch", "a batch of 1,000");

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task Frame_ThatIsMalformed_IsRefusedWhileOthersAreAnswered(string frame)
    {
        await using var honest = await guarded.Host.ConnectAsync();
        await honest.ResultAsync("host/status");
        await using var hostile = await guarded.Host.ConnectAsync(guarded.Key);
        await using var fresh = await guarded.Host.ConnectAsync();

        var bytes = Make(frame);
        foreach (var client in new[] { fresh, hostile })
        {
            try
            {
                await client.WriteAsync(bytes);
            }
            catch (IOException)
            {
                // It closed before it had read all; that is an answer too.
            }

            await honest.ResultAsync("host/status");
            // Said or closed; never a result.
            var said = await client.ReadLineAsync();
            if (said is { Length: > 0 } && said[0] is '{' or '[')
                Assert.DoesNotContain("\"result\"", said, StringComparison.Ordinal);
        }

        Assert.Equal(guarded.Host.Process.Id, (await honest.ResultAsync("host/status")).GetProperty("pid").GetInt32());
    }

    [Theory]
    [InlineData("""{"items":[{"draftId":"a","hash":"h"}],"items":[{"draftId":"b","hash":"h"}]}""")]
    [InlineData("""{"items":[{"draftId":"a","draftId":"b","hash":"h"}]}""")]
    [InlineData("""{"items":[{"draftId":"a","hash":"h","hash":"i"}]}""")]
    [InlineData("""{"items":[{"draftId":"a","hash":"h","Hash":"i","hash":"j"}]}""")]
    [InlineData("""{"items":[{"draftId":"a"}]}""")]
    [InlineData("""{"items":[{"draftId":"a","hash":null}]}""")]
    [InlineData("""{"items":null}""")]
    [InlineData("""[[{"draftId":"a","hash":"h","hash":"i"}]]""")]
    public async Task Approve_WithTwoMeaningsOrNone_IsRefusedBeforeAnythingIsApproved(string parameters)
    {
        await using var owner = await guarded.Host.ConnectAsync(guarded.Key);

        var answer = await owner.CallAsync("outbox/approve", parameters);

        Assert.Equal((int)RpcErrorCode.InvalidParams, LineClient.ErrorOf(answer));
        Assert.NotEmpty(answer.GetProperty("error").GetProperty("data").GetProperty("problems")[0].GetProperty("path").GetString()!);
        Assert.Equal(0, (await owner.ResultAsync("outbox/list")).GetProperty("items").GetArrayLength());
    }

    private static byte[] Make(string frame) => frame switch
    {
        "binary" => [0, 1, 2, 255, 254, 13, 10, 13, 10],
        "headers without a length" => Ascii("Content-Type: text/plain\r\n\r\n{}"),
        "a length that is no number" => Ascii("Content-Length: many\r\n\r\n{}"),
        "a negative length" => Ascii("Content-Length: -5\r\n\r\n{}"),
        "a length of 5 MiB" => Ascii($"Content-Length: {FiveMebibytes}\r\n\r\n{new string(' ', FiveMebibytes)}"),
        "a line of 5 MiB" => Ascii($"{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"host/status\",\"params\":{{\"x\":\"{new string('x', FiveMebibytes)}\"}}}}\n"),
        "nesting of 10,000" => Ascii($"{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"host/status\",\"params\":{{\"x\":{new string('[', 10_000)}{new string(']', 10_000)}}}}}\n"),
        "headers of 20 KiB" => Ascii($"X-Long: {new string('x', 20 * 1024)}\r\n\r\n"),
        "an unfinished string" => Ascii("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"host/sta\n"),
        "an envelope with its method twice" => Ascii("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"host/doctor\",\"method\":\"host/status\",\"params\":{}}\n"),
        "an empty batch" => Ascii("[]\n"),
        "a batch of 1,000" => Ascii($"[{string.Join(',', Enumerable.Range(1, 1_000).Select(id => $"{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"host/status\"}}"))}]\n"),
        _ => throw new ArgumentOutOfRangeException(nameof(frame), frame, null),
    };

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
