using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>What a session may be called for: at first perhaps a few methods, then, once they are made, all. Used by the read loop alone.</summary>
/// <param name="early">What is there from the start.</param>
/// <param name="whole">What takes its place; null where nothing does.</param>
internal sealed class Repertoire(RpcDispatcher early, Task<RpcDispatcher>? whole)
{
    private RpcDispatcher _dispatcher = early;
    private Task<RpcDispatcher>? _whole = whole;

    /// <summary>Whether waiting would not be waiting.</summary>
    public bool IsReady => _whole is null or { IsCompleted: true };

    public bool TryFind(ReadOnlySpan<byte> method, [MaybeNullWhen(false)] out RpcBinding binding) => _dispatcher.TryFind(method, out binding);

    /// <summary>True for a message that has to wait for the whole: anything but a call of an early method, a response, or what is no message at all.</summary>
    public bool MustWait(ReadOnlySpan<byte> message) => _whole is not null && !IsEarly(message);

    /// <exception cref="Exception">Whatever kept the whole from being made.</exception>
    public async ValueTask CompleteAsync(CancellationToken cancel)
    {
        if (_whole is null)
            return;
        _dispatcher = await _whole.WaitAsync(cancel);
        _whole = null;
    }

    private bool IsEarly(ReadOnlySpan<byte> message)
    {
        // A batch's entries are not looked into.
        if (Blanks.Skip(message) is >= 0 and var first && message[first] == '[')
            return false;
        try
        {
            var envelope = EnvelopeReader.Read(message);
            return envelope.IsResponse || envelope.Method.StartsWith("$/"u8) || _dispatcher.TryFind(envelope.Method, out _);
        }
        catch (Exception error) when (error is JsonException or WireException)
        {
            // The answer says what is wrong with it, and needs nobody.
            return true;
        }
    }
}
