using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>The answering half of a session: takes messages in the order of arrival, finds who answers, and writes the answers.</summary>
internal sealed class Inbound(Repertoire repertoire, RpcSessionOptions options, SendQueue queue, Outbound outbound, CancellationToken ended) : IDisposable
{
    private readonly CallPump _pump = new(options.Time);
    private readonly RunningCalls _running = new();

    public CancellationToken Ended => ended;

    /// <summary>Calls that were started and are not finished.</summary>
    public int Running => _running.Count;

    /// <exception cref="WireException">The connection ends over it.</exception>
    public void Accept(ReadOnlySpan<byte> message)
    {
        try
        {
            var start = Blanks.Skip(message);
            if (start >= 0 && message[start] == '[')
                AcceptBatch(message);
            else
                AcceptOne(message, batch: null);
        }
        catch (JsonException)
        {
            Reject(new(RpcErrorCode.ParseError, "The message is no JSON."), batch: null);
        }
        catch (WireException e) when (!e.Closes)
        {
            Reject(e, batch: null);
        }
    }

    public void Reject(WireException problem, BatchReply? batch)
    {
        options.Observer?.Rejected(problem.Code, problem.Message);
        batch?.Expect();
        using var writer = MessageWriter.Rent();
        writer.Error(problem.Id, problem.Code, problem.Message, problem.Detail);
        Deliver(problem.Id, batch, writer.Message);
    }

    /// <summary>Completes when no call is running.</summary>
    public Task IdleAsync() => _running.IdleAsync();

    public void CancelAll() => _running.CancelAll();

    public void Dispose() => _pump.Dispose();

    public ValueTask SpaceAsync() => queue.SpaceAsync();

    public Task FlushAsync() => queue.FlushAsync();

    public void Report<T>(RpcId token, T value, JsonTypeInfo<T> type)
    {
        queue.WaitForSpace();
        using (var writer = MessageWriter.Rent())
        {
            writer.Progress(token, value, type);
            queue.Append(writer.Message);
        }

        _ = queue.FlushAsync();
    }

    /// <summary>Counts a call that is run elsewhere than here and cannot be cancelled by its id.</summary>
    public void Begin(IncomingCall call) => _running.Add(call);

    /// <summary>Answers on the read loop, which writes when everything it has read is answered.</summary>
    public void AnswerInline<TRequest, TResponse>(RpcMethod<TRequest, TResponse> method, in CallHeader header, TResponse result)
    {
        var outcome = RpcErrorCode.None;
        try
        {
            if (!header.IsNotification)
                outcome = AnswerResult(header.Id, header.Batch, result, method);
        }
        catch (Exception e)
        {
            // A result that cannot be written is a fault of the method.
            var error = ToError(method, isCancelled: false, e);
            outcome = error.Code;
            AnswerError(header.Id, header.Batch, error);
        }

        options.Observer?.Called(method, outcome, options.Time.GetElapsedTime(header.Started));
    }

    public RpcErrorCode AnswerResult<TRequest, TResponse>(RpcId id, BatchReply? batch, TResponse result, RpcMethod<TRequest, TResponse> method)
    {
        using var writer = MessageWriter.Rent();
        if (result is IPlainResponse plain)
            writer.Result(id, plain);
        else
            writer.Result(id, result, method.Response);
        var outcome = RpcErrorCode.None;
        if (writer.Message.Length > RpcLimits.FrameBytes)
        {
            outcome = RpcErrorCode.Limit;
            writer.Error(id, outcome, "The result is larger than a message may be: ask for less at a time.", new RpcLimitData { Limit = "frameBytes", Maximum = RpcLimits.FrameBytes });
        }

        Deliver(id, batch, writer.Message);
        return outcome;
    }

    public RpcErrorCode AnswerError(IncomingCall call, Exception exception)
    {
        var error = ToError(call.Method, call.IsCancelled, exception);
        if (!call.IsNotification)
            AnswerError(call.Id, call.Batch, error);
        return error.Code;
    }

    /// <summary>The call's last act.</summary>
    public void Finished(IncomingCall call, RpcErrorCode outcome)
    {
        _running.Remove(call);
        options.Observer?.Called(call.Method, outcome, options.Time.GetElapsedTime(call.Started));
    }

    private void AcceptBatch(ReadOnlySpan<byte> message)
    {
        Check(message, out var count);
        if (count == 0)
            throw new WireException(RpcErrorCode.InvalidRequest, "A batch has at least one entry.");

        var batch = new BatchReply(queue);
        var reader = EnvelopeReader.Open(message);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            EnvelopeReader.Skip(ref reader);
            try
            {
                AcceptOne(message[start..(int)reader.BytesConsumed], batch);
            }
            catch (WireException e) when (!e.Closes)
            {
                Reject(e, batch);
            }
        }

        batch.Close();
    }

    // The whole of it must be JSON before any of it runs; of more than a batch may hold no more is read than shows it.
    private static void Check(ReadOnlySpan<byte> message, out int count)
    {
        count = 0;
        var reader = EnvelopeReader.Open(message);
        reader.Read();
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (count == RpcLimits.BatchEntries)
                throw WireException.Limit("batchEntries", RpcLimits.BatchEntries, $"A batch has at most {RpcLimits.BatchEntries} entries.");
            EnvelopeReader.Skip(ref reader);
        }

        reader.Read();
    }

    private void AcceptOne(ReadOnlySpan<byte> message, BatchReply? batch)
    {
        var envelope = EnvelopeReader.Read(message);
        if (envelope.IsResponse)
            outbound.Complete(envelope);
        else if (envelope.IsNotification && envelope.Method.StartsWith("$/"u8))
            AcceptProtocolNotification(envelope);
        else
            AcceptCall(envelope, batch);
    }

    // Those that start with $/ may be passed over where they are not known (LSP 3.17, "$ Notifications and Requests").
    private void AcceptProtocolNotification(in Envelope envelope)
    {
        if (envelope.Method.SequenceEqual("$/cancelRequest"u8))
        {
            if (ObjectScan.FindId(envelope.Params, "id"u8) is { } id)
                _running.Cancel(id);
        }
        else if (envelope.Method.SequenceEqual("$/progress"u8))
        {
            outbound.Report(envelope.Params);
        }
    }

    private void AcceptCall(in Envelope envelope, BatchReply? batch)
    {
        var id = envelope.ReadId();
        if (!envelope.IsNotification)
            batch?.Expect();
        if (!repertoire.TryFind(envelope.Method, out var binding) && (binding = options.Resolve?.Invoke(Encoding.UTF8.GetString(envelope.Method))) is null)
        {
            Refuse(envelope, id, batch, new(RpcErrorCode.MethodNotFound, $"There is no method '{Shown(envelope.Method)}'."), method: null);
            return;
        }

        IncomingCall? call = null;
        try
        {
            if (options.Authorize?.Invoke(binding.Method) is { } refusal)
                throw refusal;
            var token = binding.Method.ProgressType is null ? null : ParameterReader.ReadProgressToken(envelope.Params);
            var started = options.Observer is null ? 0 : options.Time.GetTimestamp();
            var header = new CallHeader(id, envelope.IsNotification, batch, token, started);
            if (binding.Method.Inline)
                binding.RunInline(this, header, envelope.Params);
            else
                call = binding.Prepare(this, header, envelope.Params);
        }
        catch (RpcException e)
        {
            Refuse(envelope, id, batch, e, binding.Method);
            return;
        }
        catch (WireException e) when (!e.Closes)
        {
            Refuse(envelope, id, batch, new(e.Code, e.Message), binding.Method);
            return;
        }

        if (call is not null)
            Start(call);
    }

    private void Start(IncomingCall call)
    {
        call.MakeCancellable();
        if (_running.TryList(call))
            _pump.Enqueue(call);
        else
            AnswerError(call.Id, call.Batch, new(RpcErrorCode.InvalidRequest, "A request with that id is still running."));
    }

    private void Refuse(in Envelope envelope, RpcId id, BatchReply? batch, RpcException reason, RpcMethod? method)
    {
        if (method is not null)
            options.Observer?.Refused(method, reason.Code);
        if (!envelope.IsNotification)
            AnswerError(id, batch, reason);
    }

    private RpcException ToError(RpcMethod method, bool isCancelled, Exception exception)
    {
        if (exception is RpcException known)
            return known;
        if (exception is OperationCanceledException && isCancelled)
            return new(RpcErrorCode.RequestCancelled, "The request was cancelled.");
        if (options.Translate?.Invoke(exception) is { } translated)
            return translated;
        var correlationId = Guid.CreateVersion7(options.Time.GetUtcNow()).ToString();
        options.Observer?.Failed(method.Name, correlationId, exception);
        return new(RpcErrorCode.InternalError, $"Internal error; the log has it under {correlationId}.", new RpcInternalData { CorrelationId = correlationId });
    }

    private void AnswerError(RpcId id, BatchReply? batch, RpcException error)
    {
        using var writer = MessageWriter.Rent();
        writer.Error(id, error.Code, error.Message, error.Detail);
        Deliver(id, batch, writer.Message);
    }

    private void Deliver(RpcId id, BatchReply? batch, ReadOnlySpan<byte> message)
    {
        if (batch is null)
            queue.Append(message);
        else
            batch.Add(id, message);
    }

    // A name of megabytes is not echoed.
    private static string Shown(ReadOnlySpan<byte> method) => Encoding.UTF8.GetString(method.Length <= 100 ? method : method[..100]);
}
