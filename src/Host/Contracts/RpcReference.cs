using System.Globalization;
using System.Text;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Contracts;

/// <summary><c>docs/rpc.md</c>: every method, who may call it, what it takes and gives.</summary>
internal static class RpcReference
{
    public static string Write(Summaries summaries, IReadOnlyList<RpcContract> byClients, IReadOnlyList<RpcContract> contributed, IReadOnlyList<RpcContract> between)
    {
        var text = new StringBuilder();
        text.Append("""
            # Methods

            Generated from the contracts by `./assistant contract --all`. The same, as OpenRPC with every record's schema, is in
            `src/Host/contract.json`, and a host answers `rpc.discover` with what the caller may call.

            JSON-RPC 2.0 with `Content-Length` framing (as LSP has it) or one message a line, by name or by position. `$/cancelRequest` cancels;
            a `progressToken` among the parameters asks for `$/progress`. Times are ISO 8601 in UTC, enums camelCase strings, unknown members ignored,
            duplicate members refused.


            """);
        Section(text, summaries, "What clients call", byClients);
        Section(text, summaries, "What clients call of the plugins that ship with the host", contributed);
        Section(text, summaries, "Between the host and plugins, and what the host tells clients", between);
        Errors(text);
        return text.ToString();
    }

    private static void Section(StringBuilder text, Summaries summaries, string title, IReadOnlyList<RpcContract> contracts)
    {
        text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
        foreach (var contract in contracts.OrderBy(static contract => contract.ServiceName, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"### {(contract.ServiceName.Length == 0 ? "the session" : contract.ServiceName)}\n\n{summaries.OfType(contract.Service)}\n\n");
            text.Append("| method | scope | takes | gives | |\n|---|---|---|---|---|\n");
            // The contract keeps its methods in the order of the interface, which is also the order reflection gives.
            foreach (var (method, verb) in contract.Methods.Zip(contract.Service.GetMethods()))
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{method.Name}` | {method.Requires ?? "-"} | {TypeName(method.RequestType?.Type)} | {(method.IsNotification ? "(notification)" : TypeName(method.ResponseType?.Type))} | {summaries.OfMethod(contract.Service, verb.Name)} |\n");
            }

            text.Append('\n');
        }
    }

    private static string TypeName(Type? type) => type is null ? "-" : $"`{type.Name}`";

    private static void Errors(StringBuilder text)
    {
        text.Append("## Errors\n\n| code | name |\n|---|---|\n");
        foreach (var code in Enum.GetValues<RpcErrorCode>().Where(static code => code != RpcErrorCode.None).OrderDescending())
            text.Append(CultureInfo.InvariantCulture, $"| {(int)code} | {code} |\n");
    }
}
