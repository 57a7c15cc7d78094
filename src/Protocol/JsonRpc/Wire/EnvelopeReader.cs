using System.Text.Json;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>Takes a message apart in one pass without copying. Members other than JSON-RPC's are skipped; one that appears twice is refused, because two readers could pick different ones.</summary>
internal static class EnvelopeReader
{
    // One level above the limit, so that passing it is seen here and reported as what it is, not as broken JSON.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = RpcLimits.Nesting + 1 };

    private static readonly byte[][] Names = [[.. "jsonrpc"u8], [.. "id"u8], [.. "method"u8], [.. "params"u8], [.. "result"u8], [.. "error"u8]];

    /// <summary>A reader with the limits that hold for every message.</summary>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> message) => new(message, Options);

    /// <exception cref="JsonException">No JSON.</exception>
    /// <exception cref="WireException">JSON, but no message.</exception>
    public static Envelope Read(ReadOnlySpan<byte> message)
    {
        var reader = Open(message);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            // What is no JSON is told so even where its beginning is some.
            Skip(ref reader);
            reader.Read();
            throw new WireException(RpcErrorCode.InvalidRequest, "A message is a JSON object.");
        }

        var envelope = default(Envelope);
        var version = ReadOnlySpan<byte>.Empty;
        var twice = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (NameOf(ref reader))
            {
                case 'j':
                    Take(ref reader, message, ref version, ref twice);
                    break;
                case 'i':
                    Take(ref reader, message, ref envelope.Id, ref twice);
                    break;
                case 'm':
                    Take(ref reader, message, ref envelope.Method, ref twice);
                    break;
                case 'p':
                    Take(ref reader, message, ref envelope.Params, ref twice);
                    break;
                case 'r':
                    Take(ref reader, message, ref envelope.Result, ref twice);
                    break;
                case 'e':
                    Take(ref reader, message, ref envelope.Error, ref twice);
                    break;
                default:
                    Skip(ref reader);
                    break;
            }
        }

        // Only white space may follow; anything else makes this throw.
        reader.Read();
        Check(ref envelope, version, twice);
        return envelope;
    }

    /// <summary>Whether the name at hand, escaped or not, is this one.</summary>
    /// <exception cref="WireException">It is no text.</exception>
    public static bool NameIs(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            throw NoText();
        }
    }

    /// <summary>Moves over the value that follows, watching the nesting.</summary>
    public static void Skip(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName)
            reader.Read();
        var depth = reader.CurrentDepth;
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        do
        {
            reader.Read();
            if (reader.CurrentDepth >= RpcLimits.Nesting && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                throw WireException.Limit("nesting", RpcLimits.Nesting, $"The message is nested deeper than {RpcLimits.Nesting} levels.");
        }
        while (reader.CurrentDepth > depth);
    }

    // Which of JSON-RPC's members this is, by its first letter, or 0: their lengths and first letters tell them apart.
    private static char NameOf(ref Utf8JsonReader reader) => reader.ValueIsEscaped ? EscapedNameOf(ref reader) : reader.ValueSpan.Length switch
    {
        2 when reader.ValueSpan.SequenceEqual("id"u8) => 'i',
        5 when reader.ValueSpan.SequenceEqual("error"u8) => 'e',
        6 when reader.ValueSpan.SequenceEqual("method"u8) => 'm',
        6 when reader.ValueSpan.SequenceEqual("params"u8) => 'p',
        6 when reader.ValueSpan.SequenceEqual("result"u8) => 'r',
        7 when reader.ValueSpan.SequenceEqual("jsonrpc"u8) => 'j',
        _ => '\0',
    };

    private static char EscapedNameOf(ref Utf8JsonReader reader)
    {
        foreach (var name in Names)
        {
            if (NameIs(ref reader, name))
                return (char)name[0];
        }

        return '\0';
    }

    private static void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> message, ref ReadOnlySpan<byte> member, ref bool twice)
    {
        twice |= !member.IsEmpty;
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        Skip(ref reader);
        member = message[start..(int)reader.BytesConsumed];
    }

    private static void Check(ref Envelope envelope, ReadOnlySpan<byte> version, bool twice)
    {
        var id = RpcId.Null;
        if (!envelope.Id.IsEmpty)
        {
            if (envelope.Id[0] is (byte)'{' or (byte)'[' or (byte)'t' or (byte)'f')
                throw new WireException(RpcErrorCode.InvalidRequest, "An id is a string, a number or null.");
            id = RpcId.Read(envelope.Id);
        }

        if (twice)
            throw new WireException(RpcErrorCode.InvalidRequest, "A member of the message appears twice.") { Id = id };
        if (!version.SequenceEqual("\"2.0\""u8))
            throw new WireException(RpcErrorCode.InvalidRequest, "The member \"jsonrpc\" must be \"2.0\".") { Id = id };
        if (envelope.Method.IsEmpty)
        {
            if (!envelope.IsResponse)
                throw new WireException(RpcErrorCode.InvalidRequest, "A message has a method, a result or an error.") { Id = id };
            return;
        }

        if (envelope.Method[0] != '"' || envelope.Method.Length < 3)
            throw new WireException(RpcErrorCode.InvalidRequest, "A method is a string that is not empty.") { Id = id };
        envelope.Method = envelope.Method[1..^1];
        if (envelope.Method.Contains((byte)'\\'))
            envelope.Method = Unescape(envelope.Method);
    }

    // Some writers escape every slash.
    private static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        byte[] quoted = [(byte)'"', .. text, (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        var result = new byte[text.Length];
        try
        {
            return result[..reader.CopyString(result)];
        }
        catch (InvalidOperationException)
        {
            throw NoText();
        }
    }

    // RFC 8259, 8.2 leaves open what becomes of it.
    private static WireException NoText() => new(RpcErrorCode.InvalidRequest, "Half a surrogate pair is no text.");
}
