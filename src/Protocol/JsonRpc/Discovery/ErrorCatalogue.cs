using System.Text.Json.Nodes;

namespace Assistant.Protocol.JsonRpc.Discovery;

/// <summary>The error numbers as OpenRPC's error objects.</summary>
internal static class ErrorCatalogue
{
    public static JsonObject ToJson() =>
        new(Enum.GetValues<RpcErrorCode>().Where(code => code != RpcErrorCode.None).OrderDescending().Select(code =>
            KeyValuePair.Create<string, JsonNode?>(code.ToString(), new JsonObject { ["code"] = (int)code, ["message"] = Words(code) })));

    /// <summary>Those that follow from the method's declaration. Any method may also answer with another of the catalogue.</summary>
    public static JsonArray Of(RpcMethod method)
    {
        var codes = new List<RpcErrorCode> { RpcErrorCode.InternalError };
        if (method.RequestType is not null)
            codes.Insert(0, RpcErrorCode.InvalidParams);
        if (!method.Inline)
            codes.Add(RpcErrorCode.RequestCancelled);
        if (method.Requires is not null)
            codes.Add(RpcErrorCode.NotAuthorised);
        return new([.. codes.Select(code => new JsonObject { ["$ref"] = $"#/components/errors/{code}" })]);
    }

    // "NotAuthorised" as "Not authorised".
    private static string Words(RpcErrorCode code) =>
        string.Concat(code.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
}
