using System.Text;
using System.Text.Json;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>The calling half of a session: numbers the calls, and hands answers and progress to those who wait.</summary>
internal sealed class Outbound(SendQueue queue, RpcObserver? observer) : IRpcCaller, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, OutgoingCall> _waiting = [];
    private readonly SemaphoreSlim _slots = new(RpcLimits.CallsInFlight);
    private string? _ended;
    private long _lastId;

    /// <summary>Calls that the other side has not answered.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    public async ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(RpcMethod<TRequest, TResponse> method, TRequest request, RpcProgress? progress, CancellationToken cancel)
    {
        await _slots.WaitAsync(cancel);
        var call = new OutgoingCall<TResponse>(Interlocked.Increment(ref _lastId), method.Name, method.Response, progress);
        try
        {
            await queue.SpaceAsync();
            Send(call, method, request);
        }
        catch
        {
            _slots.Release();
            throw;
        }

        _ = queue.FlushAsync();
        if (!cancel.CanBeCanceled)
            return await call.Task;
        await using (cancel.UnsafeRegister(static (state, token) => ((Cancellation)state!).Run(token), new Cancellation(this, call)))
            return await call.Task;
    }

    public async ValueTask NotifyAsync<TRequest>(RpcMethod<TRequest, RpcNone> method, TRequest request, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await queue.SpaceAsync();
        lock (_gate)
            ThrowIfEnded();
        using (var writer = MessageWriter.Rent())
        {
            writer.Call(null, method.Utf8Name.Span, request, method.Request, progressToken: null);
            Append(writer, method);
        }

        _ = queue.FlushAsync();
    }

    public ValueTask<JsonElement> InvokeAsync(string method, JsonElement? parameters, IProgress<JsonElement>? progress, CancellationToken cancel) =>
        InvokeAsync(Raw<JsonElement>(method, parameters, WireJson.Default.JsonElement), Given(parameters, progress), RpcProgress.Of(progress, WireJson.Default.JsonElement), cancel);

    public ValueTask NotifyAsync(string method, JsonElement? parameters, CancellationToken cancel) =>
        NotifyAsync(Raw<RpcNone>(method, parameters, null), parameters.GetValueOrDefault(), cancel);

    public void Complete(in Envelope envelope)
    {
        OutgoingCall? call = null;
        if (envelope.ReadId().TryGetNumber(out var id))
        {
            lock (_gate)
                _waiting.Remove(id, out call);
        }

        if (call is null)
        {
            observer?.Strayed();
            return;
        }

        _slots.Release();
        if (envelope.Error.IsEmpty || envelope.Error.SequenceEqual("null"u8))
            call.Complete(envelope.Result);
        else
            call.Fail(ErrorMapper.Read(envelope.Error));
    }

    public void Report(ReadOnlySpan<byte> parameters)
    {
        OutgoingCall? call = null;
        if (ObjectScan.FindId(parameters, "token"u8) is { } token && token.TryGetNumber(out var id))
        {
            lock (_gate)
                _waiting.TryGetValue(id, out call);
        }

        if (call?.Progress is not { } progress)
        {
            observer?.Strayed();
            return;
        }

        try
        {
            var value = ObjectScan.Find(parameters, "value"u8);
            var reader = EnvelopeReader.Open(value);
            progress.Report(ref reader);
        }
        catch (Exception e)
        {
            // The value has another shape, or whoever takes it failed: the call itself goes on.
            observer?.Failed(call.Method, "$/progress", e);
        }
    }

    /// <summary>Fails every call that waits, and every later one.</summary>
    public void End(string reason)
    {
        OutgoingCall[] calls;
        lock (_gate)
        {
            _ended ??= reason;
            calls = [.. _waiting.Values];
            _waiting.Clear();
        }

        foreach (var call in calls)
        {
            call.Fail(new RpcConnectionException(reason));
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

    private static RpcMethod<JsonElement, TResponse> Raw<TResponse>(string method, JsonElement? parameters, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TResponse>? response) =>
        new(JsonEncodedText.Encode(method).ToString(), parameters is null ? null : static () => WireJson.Default.JsonElement, response is null ? null : () => response);

    // A token that came with parameters to be passed on belongs to the other connection.
    private static JsonElement Given(JsonElement? parameters, IProgress<JsonElement>? progress)
    {
        if (progress is null || parameters is not { ValueKind: JsonValueKind.Object } given || !given.TryGetProperty("progressToken", out _))
            return parameters.GetValueOrDefault();
        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter((System.Buffers.IBufferWriter<byte>)buffer))
        {
            writer.WriteStartObject();
            foreach (var member in given.EnumerateObject().Where(m => !m.NameEquals("progressToken"u8)))
                member.WriteTo(writer);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.Span);
    }

    private void Send<TRequest, TResponse>(OutgoingCall<TResponse> call, RpcMethod<TRequest, TResponse> method, TRequest request)
    {
        using var writer = MessageWriter.Rent();
        var id = RpcId.Of(call.Id);
        writer.Call(id, method.Utf8Name.Span, request, method.Request, call.Progress is null ? null : id);
        lock (_gate)
        {
            ThrowIfEnded();
            _waiting.Add(call.Id, call);
        }

        try
        {
            Append(writer, method);
        }
        catch
        {
            lock (_gate)
                _waiting.Remove(call.Id);
            throw;
        }
    }

    private void Append(MessageWriter writer, RpcMethod method)
    {
        if (writer.Message.Length > RpcLimits.FrameBytes)
            throw new RpcException(RpcErrorCode.Limit, $"The parameters of '{method.Name}' are larger than a message may be.", new RpcLimitData { Limit = "frameBytes", Maximum = RpcLimits.FrameBytes });
        queue.Append(writer.Message);
    }

    private void ThrowIfEnded()
    {
        if (_ended is not null)
            throw new RpcConnectionException(_ended);
    }

    // The call keeps its place until it is answered: the other side is still at it, and counts it.
    private void SendCancel(OutgoingCall call)
    {
        using (var writer = MessageWriter.Rent())
        {
            writer.Cancel(RpcId.Of(call.Id));
            queue.Append(writer.Message);
        }

        _ = queue.FlushAsync();
    }

    private sealed class Cancellation(Outbound outbound, OutgoingCall call)
    {
        public void Run(CancellationToken token)
        {
            if (call.Cancel(token))
                outbound.SendCancel(call);
        }
    }
}
