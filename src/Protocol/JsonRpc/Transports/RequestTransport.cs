using System.Text.Json;
using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.JsonRpc.Transports;

/// <summary>
/// One message and its answer, as an HTTP request carries them: the session reads the message, answers, and ends. Whatever else the session
/// would tell its peer (progress, events) is left out, because nobody listens for it.
/// </summary>
/// <param name="message">One JSON-RPC message or batch, whole.</param>
/// <param name="giveUp">The answer is not waited for any longer.</param>
public sealed class RequestTransport(ReadOnlyMemory<byte> message, CancellationToken giveUp) : RpcTransport
{
    private readonly Lock _gate = new();
    private readonly MemoryStream _answer = new();
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _taken;

    /// <summary>What is to be answered once the session has completed; empty for notifications, and where the session ended before its call did.</summary>
    public ReadOnlyMemory<byte> Answer
    {
        get
        {
            lock (_gate)
                return _answer.GetBuffer().AsMemory(0, (int)_answer.Length);
        }
    }

    /// <summary>The message holds a call that wants an answer.</summary>
    public bool WantsAnswer { get; } = HoldsCall(message.Span);

    internal override bool HasPartial => false;

    internal override bool TryRead(out ReadOnlyMemory<byte> next)
    {
        next = _taken ? default : message;
        return !_taken && (_taken = true);
    }

    // The end of input comes with the answer, so that a call may take its time.
    internal override async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        if (!WantsAnswer)
            return false;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, giveUp);
        try
        {
            await _answered.Task.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Whoever waited has gone, or the session ends: there is no more input either way.
        }

        return false;
    }

    internal override void Frame(PooledBuffer output, ReadOnlySpan<byte> message)
    {
        if (IsAnswer(message))
            output.Append(message);
    }

    internal override ValueTask WriteAsync(ReadOnlyMemory<byte> frames)
    {
        lock (_gate)
            _answer.Write(frames.Span);
        _answered.TrySetResult();
        return default;
    }

    public override ValueTask DisposeAsync() => default;

    // Our own writer puts the member that tells them apart behind the version and the id.
    private static bool IsAnswer(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message);
        if (!reader.Read() || reader.TokenType == JsonTokenType.StartArray)
            return true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("result"u8) || reader.ValueTextEquals("error"u8))
                return true;
            if (reader.ValueTextEquals("method"u8))
                return false;
            reader.Skip();
        }

        return false;
    }

    private static bool HoldsCall(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message);
        try
        {
            while (reader.Read())
            {
                var depth = reader.CurrentDepth;
                if (reader.TokenType == JsonTokenType.PropertyName && depth <= 2 && reader.ValueTextEquals("id"u8))
                    return true;
                if (reader.TokenType == JsonTokenType.PropertyName)
                    reader.Skip();
            }
        }
        catch (JsonException)
        {
            // No JSON holds no call.
        }

        return false;
    }
}
