using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>Builds one message. Kept and used again, so that a message costs no writer and no buffer.</summary>
internal sealed class MessageWriter : IDisposable
{
    // The relaxed encoder leaves letters of all languages as they are; nothing here is put into HTML unescaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static MessageWriter? s_spare;

    private readonly PooledBuffer _buffer = new();
    private readonly Utf8JsonWriter _json;

    private MessageWriter() => _json = new(_buffer, Options);

    public ReadOnlySpan<byte> Message => _buffer.Span;

    public static MessageWriter Rent()
    {
        var writer = s_spare ?? new MessageWriter();
        s_spare = null;
        return writer;
    }

    /// <summary>Gives the writer back.</summary>
    public void Dispose()
    {
        _buffer.Clear();
        s_spare = this;
    }

    public void Result<T>(RpcId id, T value, JsonTypeInfo<T>? type)
    {
        Start(id);
        _buffer.Append(",\"result\":"u8);
        Value(value, type);
        _buffer.Append("}"u8);
    }

    public void Result(RpcId id, IPlainResponse value)
    {
        Start(id);
        _buffer.Append(",\"result\":"u8);
        _json.Reset();
        value.Write(_json);
        _json.Flush();
        _buffer.Append("}"u8);
    }

    /// <summary>Replaces whatever was begun.</summary>
    public void Error(RpcId id, RpcErrorCode code, string message, RpcErrorData? detail)
    {
        _buffer.Clear();
        Start(id);
        _buffer.Append(",\"error\":"u8);
        _json.Reset();
        ErrorMapper.Write(_json, code, message, detail);
        _json.Flush();
        _buffer.Append("}"u8);
    }

    /// <summary>A request, or a notification where <paramref name="id"/> is null. A progress token is put into the parameters, which are then an object, as <c>progressToken</c>.</summary>
    public void Call<T>(RpcId? id, ReadOnlySpan<byte> method, T parameters, JsonTypeInfo<T>? type, RpcId? progressToken)
    {
        if (id is { } given)
            Start(given);
        else
            _buffer.Append("{\"jsonrpc\":\"2.0\""u8);
        _buffer.Append(",\"method\":\""u8);
        _buffer.Append(method);
        _buffer.Append("\""u8);
        if (type is not null || progressToken is not null)
        {
            _buffer.Append(",\"params\":"u8);
            var start = _buffer.Count;
            if (type is null)
                _buffer.Append("{}"u8);
            else
                Value(parameters, type);
            if (progressToken is { } token)
                InsertToken(start, token);
        }

        _buffer.Append("}"u8);
    }

    public void Progress<T>(RpcId token, T value, JsonTypeInfo<T> type)
    {
        _buffer.Append("{\"jsonrpc\":\"2.0\",\"method\":\"$/progress\",\"params\":{\"token\":"u8);
        token.WriteTo(_buffer);
        _buffer.Append(",\"value\":"u8);
        Value(value, type);
        _buffer.Append("}}"u8);
    }

    public void Cancel(RpcId id)
    {
        _buffer.Append("{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":"u8);
        id.WriteTo(_buffer);
        _buffer.Append("}}"u8);
    }

    private void Start(RpcId id)
    {
        _buffer.Append("{\"jsonrpc\":\"2.0\",\"id\":"u8);
        id.WriteTo(_buffer);
    }

    private void Value<T>(T value, JsonTypeInfo<T>? type)
    {
        if (type is null)
        {
            _buffer.Append("null"u8);
            return;
        }

        _json.Reset();
        // What the serializer would call too, after it had described the type and all that is in it: a start would wait for that.
        if (type.SerializeHandler is { } write)
            write(_json, value);
        else
            JsonSerializer.Serialize(_json, value, type);
        _json.Flush();
    }

    private void InsertToken(int start, RpcId token)
    {
        if (_buffer.Span[start] != '{')
            return;
        var end = _buffer.Count;
        _buffer.Append("\"progressToken\":"u8);
        token.WriteTo(_buffer);
        if (_buffer.Span[start + 1] != '}')
            _buffer.Append(","u8);
        var member = _buffer.Span[end..].ToArray();
        _buffer.Truncate(end);
        _buffer.Insert(start + 1, member);
    }
}
