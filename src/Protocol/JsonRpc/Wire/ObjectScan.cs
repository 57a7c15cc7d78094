using System.Text.Json;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>Finds single members of a JSON object without making objects of it.</summary>
internal static class ObjectScan
{
    /// <summary>The member's value as it stands, or nothing where it is missing or <paramref name="json"/> is no object.</summary>
    /// <exception cref="WireException">It is there twice.</exception>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var found = ReadOnlySpan<byte>.Empty;
        var reader = EnvelopeReader.Open(json);
        if (json.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return found;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = EnvelopeReader.NameIs(ref reader, name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            EnvelopeReader.Skip(ref reader);
            if (wanted && !found.IsEmpty)
                throw new WireException(RpcErrorCode.InvalidRequest, $"The member \"{System.Text.Encoding.UTF8.GetString(name)}\" appears twice.");
            if (wanted)
                found = json[start..(int)reader.BytesConsumed];
        }

        return found;
    }

    /// <summary>An id or a token: a number or a string.</summary>
    public static RpcId? FindId(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var found = Find(json, name);
        return found.IsEmpty || !(found[0] is (byte)'"' or (byte)'-' || char.IsAsciiDigit((char)found[0])) ? null : RpcId.Read(found);
    }
}
