using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.JsonRpc;

/// <summary>
/// Where the caller of a method wants its <c>$/progress</c> values. They arrive in order, all before the result, on the connection's read loop:
/// what takes them must return at once.
/// </summary>
public abstract class RpcProgress
{
    private RpcProgress()
    {
    }

    public static RpcProgress? Of<T>(IProgress<T>? target, JsonTypeInfo<T> type) => target is null ? null : new Typed<T>(target, type);

    /// <exception cref="JsonException">The value is not of the method's progress type.</exception>
    internal abstract void Report(ref Utf8JsonReader value);

    private sealed class Typed<T>(IProgress<T> target, JsonTypeInfo<T> type) : RpcProgress
    {
        internal override void Report(ref Utf8JsonReader value)
        {
            if (JsonSerializer.Deserialize(ref value, type) is { } report)
                target.Report(report);
        }
    }
}
