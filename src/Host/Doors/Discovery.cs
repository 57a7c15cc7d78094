using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc.Discovery;

namespace Assistant.Host.Doors;

/// <summary>
/// What <c>rpc.discover</c> answers: the host's contract document and those of plugins, active or not, cut down to what a caller may call.
/// Read from the <c>contract.json</c> files, so that no plugin's code is loaded to describe it.
/// </summary>
/// <param name="version">The host's.</param>
/// <param name="files">The documents' paths; one that cannot be read is left out, its methods stay callable.</param>
internal sealed class Discovery(string version, Func<IReadOnlyList<string>> files)
{
    private readonly Lazy<JsonObject> _all = new(() => ContractDocument.Merge("Assistant", version, files().Select(Read).OfType<JsonObject>()));

    public JsonElement For(ScopeSet scopes) =>
        JsonElement.Parse(ContractDocument.Filter(_all.Value, (_, requires) => requires is null || scopes.Contains(requires)).ToJsonString());

    private static JsonObject? Read(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) as JsonObject;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
