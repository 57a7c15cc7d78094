using System.Diagnostics;
using System.Text;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.TestKit;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>Damaged bytes, from a fixed seed: whatever comes, the session answers or closes, in time and without an exception of its own.</summary>
public sealed class RpcFuzzTests
{
    private static int Count { get; } = SuiteSize.Of(quick: 1_000, normal: 5_000, nightly: 100_000);

    private static readonly string[] Seeds =
    [
        """{"jsonrpc":"2.0","id":1,"method":"sample/echo","params":{"text":"a\u00e4\n","times":2,"mood":"calm"}}""",
        """[{"jsonrpc":"2.0","id":"b","method":"sample/slow","params":["x"]},{"jsonrpc":"2.0","method":"sample/said","params":{"text":"n"}}]""",
        """{"jsonrpc":"2.0","id":-1.5e3,"method":"sample/count","params":{"to":3,"progressToken":"t"}}""",
        """{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"b"}}""",
        """{"jsonrpc":"2.0","method":"$/progress","params":{"token":1,"value":{"at":[[[[{}]]]]}}}""",
        """{"jsonrpc":"2.0","id":1,"error":{"code":-31202,"message":"m","data":{"expected":1,"actual":2}}}""",
    ];

    [Fact]
    public async Task Session_FedDamagedBytes_AlwaysEndsCleanly()
    {
        var (random, watch, failures) = (new Random(20261121), Stopwatch.StartNew(), 0);
        for (var run = 0; run < Count; run++)
        {
            var bytes = Damage(random);
            var transport = new StreamTransport(new MemoryStream(bytes), new MemoryStream());
            await using var session = new RpcSession(transport).Start(SampleRpc.Contract.Bind(new SampleService()));
            try
            {
                await session.Completion.WaitAsync(TimeSpan.FromSeconds(30));
                if (session.EndReason is not { } reason || reason.Contains("broke", StringComparison.Ordinal))
                    failures++;
            }
            catch (TimeoutException)
            {
                failures++;
            }
        }

        SuiteLog.Report("rpc-fuzz", Count, failures, watch.Elapsed);
        Assert.Equal(0, failures);
    }

    private static byte[] Damage(Random random)
    {
        var message = Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]);
        var framed = random.Next(2) == 0
            ? [.. Encoding.UTF8.GetBytes($"Content-Length: {message.Length}\r\n\r\n"), .. message]
            : message.Append((byte)'\n').ToArray();
        var bytes = Enumerable.Repeat(framed, random.Next(1, 4)).SelectMany(b => b).ToList();
        for (var hits = random.Next(1, 6); hits > 0 && bytes.Count > 1; hits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count)).Take(random.Next(1, 40)).ToArray());
                    break;
                case 3:
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
