using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>Answers the sample contract; each test replaces what it is about.</summary>
internal sealed class SampleService : ISample
{
    // A damaged number must not keep a suite counting.
    private const int Most = 10_000;

    public Func<EchoRequest, CancellationToken, ValueTask<EchoResponse>> Slow { get; init; } = (request, _) => new(new EchoResponse { Text = request.Text });

    public Func<FailRequest, Exception> Failure { get; init; } = request => new InvalidOperationException(request.How);

    public Func<EchoRequest, ValueTask> Said { get; init; } = _ => default;

    public int Cleared { get; private set; }

    public ValueTask<EchoResponse> EchoAsync(EchoRequest request, CancellationToken cancel) =>
        new(new EchoResponse { Text = string.Concat(Enumerable.Repeat(request.Text, request.Times ?? 1)) });

    public ValueTask<EchoResponse> SlowAsync(EchoRequest request, CancellationToken cancel) => Slow(request, cancel);

    public ValueTask<CountResponse> CountAsync(CountRequest request, IProgress<CountStep> progress, CancellationToken cancel)
    {
        if (request.To > Most)
            throw RpcException.Invalid("$.to", $"At most {Most}.");
        for (var at = 1; at <= request.To; at++)
            progress.Report(new() { At = at });
        return new(new CountResponse { Total = request.To });
    }

    public ValueTask<EchoResponse> NameAsync(CancellationToken cancel) => new(new EchoResponse { Text = "sample" });

    public ValueTask ClearAsync(CancellationToken cancel)
    {
        Cleared++;
        return default;
    }

    public ValueTask FailWithAsync(FailRequest request, CancellationToken cancel) => throw Failure(request);

    public ValueTask SaidAsync(EchoRequest request, CancellationToken cancel) => Said(request);
}
