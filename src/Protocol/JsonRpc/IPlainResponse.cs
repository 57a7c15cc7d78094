using System.Text.Json;

namespace Assistant.Protocol.JsonRpc;

/// <summary>A response that writes itself, as the serializer would write it but without describing its type first; the other half of <see cref="IPlainRequest{TSelf}"/>.</summary>
public interface IPlainResponse
{
    /// <summary>One object.</summary>
    void Write(Utf8JsonWriter json);
}
