using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Protocol.JsonRpc;

/// <summary>
/// An enum as a camel-case string, numbers refused. Put <c>[JsonConverter(typeof(CamelCaseEnumConverter&lt;T&gt;))]</c> on every enum of the protocol;
/// the generic form is the one that needs no reflection.
/// </summary>
public sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
