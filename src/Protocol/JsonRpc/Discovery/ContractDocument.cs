using System.Reflection;
using System.Text.Json.Nodes;
using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.JsonRpc.Discovery;

/// <summary>
/// Contracts as an OpenRPC 1.3 document: what <c>contract.json</c> holds and what <c>rpc.discover</c> answers.
/// </summary>
/// <remarks>
/// Beyond OpenRPC a method has <c>x-requires</c> (the scope it asks for), <c>x-notification</c>, <c>x-progress</c> (the schema of its progress values)
/// and <c>x-audience</c> (who calls it). Every record and enum is a component by its own name. A member that is not <c>required</c> may be left out or null.
/// </remarks>
public static class ContractDocument
{
    /// <param name="title">The document's title.</param>
    /// <param name="version">The version of what offers the methods.</param>
    /// <param name="contracts">In the order in which they are to stand.</param>
    /// <param name="audience">Who calls them, as in <c>client</c> or <c>host</c>; left out where null.</param>
    /// <exception cref="InvalidOperationException">Two different types have the same name.</exception>
    public static JsonObject Describe(string title, string version, IEnumerable<RpcContract> contracts, string? audience = null)
    {
        var schemas = new SchemaCatalogue();
        var methods = new JsonArray();
        foreach (var method in contracts.SelectMany(contract => contract.Methods))
            methods.Add(Describe(method, schemas, audience));
        return Document(title, version, methods, schemas.ToJson());
    }

    /// <summary>The contracts that an assembly declares, by name of their interface. Reflects, so it is for the build, not for the call path.</summary>
    public static IReadOnlyList<RpcContract> FindContracts(Assembly assembly) =>
        [.. from type in assembly.GetTypes()
            where type.IsInterface && type.GetCustomAttribute<RpcServiceAttribute>() is not null
            orderby type.FullName
            let generated = assembly.GetType($"{type.Namespace}.{type.Name[1..]}Rpc", throwOnError: true)!
            select (RpcContract)generated.GetProperty("Contract", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!];

    /// <summary>Several documents as one; a method or component that is in two of them is taken from the first.</summary>
    public static JsonObject Merge(string title, string version, IEnumerable<JsonObject> documents)
    {
        var (methods, schemas, seen) = (new JsonArray(), new JsonObject(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var document in documents)
        {
            foreach (var method in Methods(document).Where(m => seen.Add(Name(m))))
                methods.Add(method.DeepClone());
            foreach (var (name, schema) in document["components"]?["schemas"]?.AsObject() ?? [])
                schemas.TryAdd(name, schema?.DeepClone());
        }

        return Document(title, version, methods, schemas);
    }

    /// <summary>The document with those methods alone that the caller may use, and without the components that only others used.</summary>
    /// <param name="document">As <see cref="Describe(string, string, IEnumerable{RpcContract}, string?)"/> or <see cref="Merge"/> made it; not changed.</param>
    /// <param name="allows">Gets a method's name and the scope it requires.</param>
    public static JsonObject Filter(JsonObject document, Func<string, string?, bool> allows)
    {
        var methods = new JsonArray([.. Methods(document).Where(m => allows(Name(m), (string?)m["x-requires"])).Select(m => m.DeepClone())]);
        var info = document["info"]!;
        var all = document["components"]?["schemas"]?.AsObject() ?? [];
        return Document((string)info["title"]!, (string)info["version"]!, methods, SchemaCatalogue.Reachable(methods, all));
    }

    private static JsonObject Document(string title, string version, JsonArray methods, JsonObject schemas) => new()
    {
        ["openrpc"] = "1.3.2",
        ["info"] = new JsonObject { ["title"] = title, ["version"] = version },
        ["methods"] = methods,
        ["components"] = new JsonObject { ["schemas"] = schemas, ["errors"] = ErrorCatalogue.ToJson() },
    };

    private static JsonObject Describe(RpcMethod method, SchemaCatalogue schemas, string? audience)
    {
        var described = new JsonObject
        {
            ["name"] = method.Name,
            ["paramStructure"] = "either",
            ["params"] = Parameters(method, schemas),
        };
        if (!method.IsNotification)
        {
            described["result"] = new JsonObject
            {
                ["name"] = method.ResponseType?.Type.Name ?? "none",
                ["schema"] = method.ResponseType is { } type ? schemas.Reference(type) : new JsonObject { ["type"] = "null" },
            };
            described["errors"] = ErrorCatalogue.Of(method);
        }

        if (method.Requires is not null)
            described["x-requires"] = method.Requires;
        if (method.IsNotification)
            described["x-notification"] = true;
        if (method.RequestType is { } request)
            described["x-request"] = request.Type.Name;
        if (method.ProgressType is { } progress)
            described["x-progress"] = schemas.Reference(progress);
        if (audience is not null)
            described["x-audience"] = audience;
        return described;
    }

    private static JsonArray Parameters(RpcMethod method, SchemaCatalogue schemas)
    {
        var parameters = new JsonArray();
        if (method.RequestType is not { } type)
            return parameters;
        schemas.Reference(type);
        foreach (var property in type.Properties)
        {
            parameters.Add((JsonNode)new JsonObject
            {
                ["name"] = property.Name,
                ["required"] = property.IsRequired,
                ["schema"] = schemas.Property(type, property.Name),
            });
        }

        return parameters;
    }

    private static IEnumerable<JsonObject> Methods(JsonObject document) =>
        document["methods"]?.AsArray().OfType<JsonObject>() ?? [];

    private static string Name(JsonObject method) => (string?)method["name"] ?? "";
}
