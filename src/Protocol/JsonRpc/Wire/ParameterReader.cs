using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>Makes a request record of the params member: by name, or by position in the order in which the record declares its properties.</summary>
internal static class ParameterReader
{
    /// <exception cref="RpcException"><see cref="RpcErrorCode.InvalidParams"/>, with the place.</exception>
    public static T Read<T>(ReadOnlySpan<byte> parameters, JsonTypeInfo<T>? type)
    {
        if (type is null)
            return default!;
        if (parameters.SequenceEqual("null"u8))
            parameters = default;
        if (typeof(T) == typeof(JsonElement))
            return parameters.IsEmpty ? default! : Deserialize(parameters, type);
        if (parameters.IsEmpty)
            return Deserialize("{}"u8, type);
        return parameters[0] switch
        {
            (byte)'{' => Deserialize(parameters, type),
            (byte)'[' => ReadPositional(parameters, type),
            _ => throw Invalid("$", "Parameters are an object or an array."),
        };
    }

    /// <summary>Where the caller wants progress: our <c>progressToken</c>, or LSP's <c>partialResultToken</c> or <c>workDoneToken</c>, in this order.</summary>
    public static RpcId? ReadProgressToken(ReadOnlySpan<byte> parameters) =>
        ObjectScan.FindId(parameters, "progressToken"u8)
        ?? ObjectScan.FindId(parameters, "partialResultToken"u8)
        ?? ObjectScan.FindId(parameters, "workDoneToken"u8);

    private static T ReadPositional<T>(ReadOnlySpan<byte> parameters, JsonTypeInfo<T> type)
    {
        using var named = new PooledBuffer();
        using (var writer = new Utf8JsonWriter((IBufferWriter<byte>)named))
        {
            var reader = EnvelopeReader.Open(parameters);
            reader.Read();
            writer.WriteStartObject();
            for (var position = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; position++)
            {
                if (position == type.Properties.Count)
                    throw Invalid($"$[{position}]", $"The method takes at most {type.Properties.Count} parameters.");
                var start = (int)reader.TokenStartIndex;
                EnvelopeReader.Skip(ref reader);
                writer.WritePropertyName(type.Properties[position].Name);
                writer.WriteRawValue(parameters[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return Deserialize(named.Span, type);
    }

    private static T Deserialize<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw Invalid("$", "The parameters are null.");
        }
        catch (JsonException e)
        {
            throw ParameterProblem.Of(e, type);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            // What converters throw over a value they cannot take, such as text that is no UTF-8.
            throw Invalid("$", e.Message);
        }
    }

    private static RpcException Invalid(string path, string problem) => ParameterProblem.At(path, problem);
}
