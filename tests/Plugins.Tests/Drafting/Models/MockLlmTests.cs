using System.Diagnostics;
using Assistant.Plugins.Drafting.Models;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Tests.Drafting.Models;

/// <summary>Against mock-llm, an endpoint that nobody here wrote: it says back what it was told.</summary>
public sealed class MockLlmTests
{
    [PeerFact]
    public async Task Ask_MockLlm_AnswersWholeAndInPieces()
    {
        await using var peer = await MockLlm.StartAsync();
        await using var bed = await ModelBed.OpenAsync(TimeProvider.System);
        var model = await bed.SetUpAsync(peer.Endpoint);
        using var client = bed.Desk.Open(model, new CallNote(WritingTask.Reply, "p1", [], Fresh: true));

        var whole = await client.GetResponseAsync([new ChatMessage(ChatRole.User, "Grüße aus Köln, 你好")]);
        var pieces = new List<string>();
        await foreach (var update in client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Grüße aus Köln, 你好")]))
            pieces.Add(update.Text);

        Assert.Equal("Grüße aus Köln, 你好", whole.Text);
        Assert.Equal("Grüße aus Köln, 你好", string.Concat(pieces));
        Assert.True(pieces.Count(static piece => piece.Length > 0) > 2);
        Assert.All(await bed.LedgerAsync(), static entry => Assert.Equal("done", entry.Outcome));
    }

    [PeerFact]
    public async Task Ask_MockLlmThatFailsInItsStream_SaysSo()
    {
        await using var peer = await MockLlm.StartAsync();
        await using var bed = await ModelBed.OpenAsync(TimeProvider.System, new ModelPatience { BackOff = TimeSpan.FromMilliseconds(1) });
        var model = await bed.SetUpAsync(peer.Endpoint);
        using var client = bed.Desk.Open(model, new CallNote(WritingTask.Reply, "p1", []));

        var error = await Assert.ThrowsAsync<RpcException>(() => client.GetResponseAsync([new ChatMessage(ChatRole.User, "please fail")]));

        Assert.Equal(RpcErrorCode.ProviderUnavailable, error.Code);
        Assert.Contains("Rate limit reached", error.Message, StringComparison.Ordinal);
    }

    private sealed class MockLlm : IAsyncDisposable
    {
        private readonly Process _process;

        private MockLlm(Process process, string port) => (_process, Endpoint) = (process, $"http://127.0.0.1:{port}/v1");

        public string Endpoint { get; }

        public static async Task<MockLlm> StartAsync()
        {
            var process = Process.Start(new ProcessStartInfo("node", ["mock-llm.cjs"])
            {
                WorkingDirectory = PeerFactAttribute.Folder(), RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            return new MockLlm(process, await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("mock-llm did not start."));
        }

        public async ValueTask DisposeAsync()
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }
}
