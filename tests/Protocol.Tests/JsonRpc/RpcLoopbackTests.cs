using System.Text.Json;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Tests.JsonRpc;

public sealed class RpcLoopbackTests
{
    private static readonly JsonElement Null = JsonElement.Parse("null");

    [Fact]
    public async Task Invoke_Typed_CallsTheServiceItself()
    {
        var request = new EchoRequest { Text = "hi" };
        EchoRequest? seen = null;
        var loopback = Serving(SampleRpc.Methods.Echo.Bind(this, (_, r, _, _) =>
        {
            seen = r;
            return ValueTask.FromResult(new EchoResponse { Text = r.Text });
        }));

        var response = await loopback.InvokeAsync(SampleRpc.Methods.Echo, request, null, CancellationToken.None);

        Assert.Equal("hi", response.Text);
        Assert.Same(request, seen);
    }

    [Fact]
    public async Task Invoke_ByName_SpeaksJson()
    {
        var loopback = Serving(SampleRpc.Methods.Echo.Bind(this, static (_, r, _, _) => ValueTask.FromResult(new EchoResponse { Text = r.Text + "!" })));

        var response = await loopback.InvokeAsync("sample/echo", JsonElement.Parse("""{"text": "hi", "unknown": 1}"""), null, CancellationToken.None);
        var wrong = await Assert.ThrowsAsync<RpcException>(async () => await loopback.InvokeAsync("sample/echo", JsonElement.Parse("""{"text": 7}"""), null, CancellationToken.None));

        Assert.Equal("""{"text":"hi!"}""", response.GetRawText());
        Assert.Equal(RpcErrorCode.InvalidParams, wrong.Code);
        Assert.Equal("$.text", Assert.IsType<RpcInvalidData>(wrong.Detail).Problems[0].Path);
    }

    [Theory]
    [InlineData("{}", "$.text", "It is required and missing.")]
    [InlineData("""{"text": 7}""", "$.text", "It is not a text.")]
    public async Task Invoke_WithParametersThatDoNotFit_NamesThePlaceAndNoTypeOfOurs(string parameters, string path, string problem)
    {
        var loopback = Serving(SampleRpc.Methods.Echo.Bind(this, static (_, r, _, _) => ValueTask.FromResult(new EchoResponse { Text = r.Text })));

        var wrong = await Assert.ThrowsAsync<RpcException>(async () => await loopback.InvokeAsync("sample/echo", JsonElement.Parse(parameters), null, CancellationToken.None));

        var named = Assert.Single(Assert.IsType<RpcInvalidData>(wrong.Detail).Problems);
        Assert.Equal((path, problem), (named.Path, named.Problem));
        Assert.Equal($"{path}: {problem}", wrong.Message);
        Assert.NotNull(named.Remedy);
    }

    [Fact]
    public async Task Invoke_OfAMethodWithoutResult_IsNull()
    {
        var loopback = Serving(SampleRpc.Methods.Clear.Bind(this, static (_, _, _, _) => ValueTask.FromResult(default(RpcNone))));

        Assert.Equal(Null.ValueKind, (await loopback.InvokeAsync("sample/clear", null, null, CancellationToken.None)).ValueKind);
    }

    [Fact]
    public async Task Invoke_ThatFails_IsInternalAndHidesTheCause()
    {
        var loopback = Serving(SampleRpc.Methods.Clear.Bind(this, static (_, _, _, _) => throw new InvalidOperationException("a secret")));

        var error = await Assert.ThrowsAsync<RpcException>(async () => await loopback.InvokeAsync(SampleRpc.Methods.Clear, default, null, CancellationToken.None));

        Assert.Equal(RpcErrorCode.InternalError, error.Code);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(Assert.IsType<RpcInternalData>(error.Detail).CorrelationId);
    }

    [Fact]
    public async Task Invoke_ThatIsNotAuthorised_NeverRuns()
    {
        var ran = false;
        var binding = SampleRpc.Methods.Slow.Bind(this, (_, r, _, _) =>
        {
            ran = true;
            return ValueTask.FromResult(new EchoResponse { Text = r.Text });
        });
        var loopback = new RpcLoopback(new RpcDispatcher([binding]), static method => RpcException.NotAuthorised(method.Requires!));

        var error = await Assert.ThrowsAsync<RpcException>(async () => await loopback.InvokeAsync(SampleRpc.Methods.Slow, new EchoRequest { Text = "hi" }, null, CancellationToken.None));

        Assert.Equal(RpcErrorCode.NotAuthorised, error.Code);
        Assert.False(ran);
    }

    [Fact]
    public async Task Invoke_OfAnUnknownMethod_IsMethodNotFound()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Serving().InvokeAsync("sample/echo", null, null, CancellationToken.None));

        Assert.Equal(RpcErrorCode.MethodNotFound, error.Code);
    }

    [Fact]
    public async Task Progress_OfACall_ReachesTheCaller()
    {
        var loopback = Serving(SampleRpc.Methods.Count.Bind(this, static (_, r, call, _) =>
        {
            var progress = call.Progress(SampleJson.Default.CountStep);
            for (var i = 1; i <= r.To; i++)
                progress.Report(new CountStep { At = i });
            return ValueTask.FromResult(new CountResponse { Total = r.To });
        }));
        var steps = new Steps();

        await loopback.InvokeAsync(SampleRpc.Methods.Count, new CountRequest { To = 3 }, RpcProgress.Of(steps, SampleJson.Default.CountStep), CancellationToken.None);

        Assert.Equal([1, 2, 3], steps.Seen);
    }

    private static RpcLoopback Serving(params RpcBinding[] bindings) => new(new RpcDispatcher(bindings));

    private sealed class Steps : IProgress<CountStep>
    {
        public List<int> Seen { get; } = [];

        public void Report(CountStep value) => Seen.Add(value.At);
    }
}
