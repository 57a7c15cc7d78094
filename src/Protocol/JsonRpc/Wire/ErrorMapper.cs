using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>Between <see cref="RpcException"/> and the error member: the code says which record the data is.</summary>
internal static class ErrorMapper
{
    public static void Write(Utf8JsonWriter writer, RpcErrorCode code, string message, RpcErrorData? detail)
    {
        writer.WriteStartObject();
        writer.WriteNumber("code"u8, (int)code);
        writer.WriteString("message"u8, message);
        if (detail is not null)
        {
            writer.WritePropertyName("data"u8);
            if (detail is RpcOtherData other)
                other.Value.WriteTo(writer);
            else
                JsonSerializer.Serialize(writer, detail, WireJson.Default.GetTypeInfo(detail.GetType())!);
        }

        writer.WriteEndObject();
    }

    public static RpcException Read(ReadOnlySpan<byte> error)
    {
        try
        {
            var body = JsonSerializer.Deserialize(error, WireJson.Default.ErrorBody) ?? throw new JsonException();
            return new((RpcErrorCode)body.Code, body.Message, body.Data is { } data ? ReadData((RpcErrorCode)body.Code, data) : null);
        }
        catch (JsonException)
        {
            return new(RpcErrorCode.InternalError, "The other side answered with an error that is none.");
        }
    }

    private static RpcErrorData ReadData(RpcErrorCode code, JsonElement data)
    {
        try
        {
            return Type(code) is { } type && data.Deserialize(type) is RpcErrorData known ? known : new RpcOtherData(data);
        }
        catch (JsonException)
        {
            // Another peer's data under one of our codes: kept as it came.
            return new RpcOtherData(data);
        }
    }

    private static JsonTypeInfo? Type(RpcErrorCode code) => code switch
    {
        RpcErrorCode.InternalError => WireJson.Default.RpcInternalData,
        RpcErrorCode.InvalidParams or RpcErrorCode.Invalid => WireJson.Default.RpcInvalidData,
        RpcErrorCode.NotAuthorised => WireJson.Default.RpcNotAuthorisedData,
        RpcErrorCode.NeedsSetup => WireJson.Default.RpcNeedsSetupData,
        RpcErrorCode.NotFound => WireJson.Default.RpcNotFoundData,
        RpcErrorCode.Conflict => WireJson.Default.RpcConflictData,
        RpcErrorCode.ProviderUnavailable => WireJson.Default.RpcUnavailableData,
        RpcErrorCode.Limit => WireJson.Default.RpcLimitData,
        _ => null,
    };
}
