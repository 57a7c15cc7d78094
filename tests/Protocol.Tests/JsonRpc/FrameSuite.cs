using System.Diagnostics;
using System.Text;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.TestKit;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>
/// Damaged frames, from a fixed seed, and every kind of JSON text that a parser may meet, over each framing: the session answers or closes,
/// within a second, and without an exception of its own.
/// </summary>
public sealed class FrameSuite
{
    // A message takes microseconds; what takes this long hangs.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private static readonly string[] Seeds =
    [
        """{"jsonrpc":"2.0","id":1,"method":"sample/echo","params":{"text":"a\u00e4\n","times":2,"mood":"calm"}}""",
        """[{"jsonrpc":"2.0","id":"b","method":"sample/slow","params":["x"]},{"jsonrpc":"2.0","method":"sample/said","params":{"text":"n"}}]""",
        """{"jsonrpc":"2.0","id":-1.5e3,"method":"sample/count","params":{"to":3,"progressToken":"t"}}""",
        """{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"b"}}""",
        """{"jsonrpc":"2.0","method":"$/progress","params":{"token":1,"value":{"at":[[[[{}]]]]}}}""",
        """{"jsonrpc":"2.0","id":"\ud800","method":"sample/\uDC00","params":{"\uD800":1,"text":"\uD800"}}""",
        """[{"jsonrpc":"2.0","id":2,"method":"sample/count","params":{"\uD800":1,"to":1}},{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"\uD800":1}}]""",
        """{"jsonrpc":"2.0","id":1,"error":{"code":-31202,"message":"m","data":{"expected":1,"actual":2}}}""",
    ];

    private static readonly Framing[] Framings = Enum.GetValues<Framing>();

    private static int Mutated { get; } = SuiteSize.Of(quick: 3_000, normal: 50_000, nightly: 500_000);

    private enum Framing
    {
        Headers,
        Lines,
        WebSocket,
    }

    [Fact]
    public async Task Session_FedDamagedFramesAndEveryKindOfJson_AnswersOrCloses()
    {
        var (random, watch, failures) = (new Random(20261121), Stopwatch.StartNew(), new List<string>());
        for (var run = 0; run < Mutated; run++)
        {
            var framing = Framings[run % Framings.Length];
            var bytes = Damage(Frame(framing, Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)])), random);
            // Damage may hit the byte by which the framing is told, so that is left to be found.
            var end = await FeedAsync(framing, RpcFraming.Detect, bytes);
            if (end.Problem is { } problem)
                failures.Add($"{run} over {framing}: {problem}: {Convert.ToHexString(bytes)}");
        }

        var cases = 0;
        foreach (var framing in Framings)
        {
            foreach (var text in JsonTexts.All.Where(text => framing != Framing.Lines || !text.HasLineBreak))
            {
                foreach (var inside in new[] { false, true })
                {
                    cases++;
                    if (await JudgeAsync(framing, text, inside) is { } problem)
                        failures.Add($"{text.Kind}_{text.Name} over {framing}{(inside ? " in a request" : "")}: {problem}");
                }
            }
        }

        SuiteLog.Report("T9-frames", Mutated + cases, failures.Count, watch.Elapsed);
        Assert.True(cases >= 1_000, $"Only {cases} JSON cases.");
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(20)));
    }

    // Accepted is: read as JSON, whatever it then is as a message. Refused is: told so as a parse error, or closed.
    private static async Task<string?> JudgeAsync(Framing framing, JsonText text, bool inside)
    {
        byte[] message = inside ? [.. """{"jsonrpc":"2.0","id":7,"method":"sample/echo","params":{"text":"ok","extra":"""u8, .. text.Bytes, .. "}}"u8] : text.Bytes;
        var end = await FeedAsync(framing, framing == Framing.Lines ? RpcFraming.Lines : RpcFraming.Headers, Frame(framing, message));
        if (end.Problem is not null)
            return end.Problem;
        var refused = end.Said.Contains("-32700", StringComparison.Ordinal) || end.Said.Length == 0;
        var accepted = inside ? end.Said.Contains("\"text\":\"ok\"", StringComparison.Ordinal) : end.Said.Length > 0 && !refused;
        return text.Kind switch
        {
            'y' when !accepted => "valid JSON was not taken: " + end.Said,
            'n' when !text.IsBlank && (accepted || !refused) => "what is no JSON was taken: " + end.Said,
            _ => null,
        };
    }

    // What hangs does so each time; a machine that is busy elsewhere does not.
    private static async Task<(string Said, string? Problem)> FeedAsync(Framing framing, RpcFraming ofStream, byte[] bytes)
    {
        var end = await FeedOnceAsync(framing, ofStream, bytes);
        for (var again = 0; again < 2 && end.Hung; again++)
            end = await FeedOnceAsync(framing, ofStream, bytes);
        return (end.Said, end.Problem);
    }

    private static async Task<(string Said, string? Problem, bool Hung)> FeedOnceAsync(Framing framing, RpcFraming ofStream, byte[] bytes)
    {
        var (input, output) = (new MemoryStream(bytes), new MemoryStream());
        RpcTransport transport = framing == Framing.WebSocket
            ? new WebSocketTransport(new JoinedStream(input, output), TimeProvider.System)
            : new StreamTransport(input, output, ofStream);
        var begun = Stopwatch.GetTimestamp();
        await using var session = new RpcSession(transport).Start(SampleRpc.Contract.Bind(new SampleService()));
        try
        {
            await session.Completion.WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (TimeoutException)
        {
            return ("", "it never ended", false);
        }

        var said = Encoding.UTF8.GetString(output.ToArray());
        if (Stopwatch.GetElapsedTime(begun) > Longest)
            return (said, $"it took {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s", true);
        return (said, session.EndReason is { } reason && !reason.Contains("broke", StringComparison.Ordinal) ? null : $"it broke: {session.EndReason}", false);
    }

    private static byte[] Frame(Framing framing, byte[] message) => framing switch
    {
        Framing.Headers => [.. Encoding.UTF8.GetBytes($"Content-Length: {message.Length}\r\n\r\n"), .. message],
        Framing.Lines => [.. message, (byte)'\n'],
        _ => Frames.Masked(0x81, message),
    };

    private static byte[] Damage(byte[] framed, Random random)
    {
        var bytes = Enumerable.Repeat(framed, random.Next(1, 4)).SelectMany(b => b).ToList();
        for (var hits = random.Next(1, 6); hits > 0 && bytes.Count > 1; hits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count)).Take(random.Next(1, 40)).ToArray());
                    break;
                case 4:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)"[{\"0"[random.Next(4)], random.Next(1, 200)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
