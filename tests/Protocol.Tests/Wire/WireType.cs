using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Discovery;

namespace Assistant.Protocol.Tests.Wire;

/// <summary>A type that some contract carries, as that contract's own context reads and writes it.</summary>
internal sealed record WireType(JsonSerializerContext Context, JsonTypeInfo Info)
{
    private static readonly Lazy<IReadOnlyList<WireType>> Found = new(Find);

    /// <summary>Every record and enum of every contract: requests, responses, progress, and what these refer to.</summary>
    public static IReadOnlyList<WireType> All => Found.Value;

    public static IEnumerable<WireType> Records => All.Where(wire => !wire.Info.Type.IsEnum);

    public static IEnumerable<WireType> Enums => All.Where(wire => wire.Info.Type.IsEnum);

    /// <summary>What C# says must be given; JSON is held to it.</summary>
    public static bool IsRequired(JsonPropertyInfo property) =>
        ((MemberInfo)property.AttributeProvider!).IsDefined(typeof(RequiredMemberAttribute))
        || property is { AssociatedParameter: { HasDefaultValue: false, IsMemberInitializer: false } };

    public override string ToString() => $"{Context.GetType().Name}: {Info.Type.Name}";

    private static List<WireType> Find()
    {
        var found = new Dictionary<(Type, Type), WireType>();
        foreach (var contract in ContractDocument.FindContracts(typeof(RpcContract).Assembly))
        {
            var context = (JsonSerializerContext)contract.Service.GetCustomAttribute<RpcServiceAttribute>()!.JsonContext
                .GetProperty("Default", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!;
            foreach (var info in contract.Methods.SelectMany(method => new[] { method.RequestType, method.ResponseType, method.ProgressType }).OfType<JsonTypeInfo>())
                Follow(context, info.Type, found);
        }

        return [.. found.Values];
    }

    private static void Follow(JsonSerializerContext context, Type type, Dictionary<(Type, Type), WireType> found)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        // Where the context lacks it this throws, with the type's name: the contract would fail at its first call.
        var info = context.GetTypeInfo(type) ?? throw new InvalidOperationException($"{context.GetType().Name} lacks {type}.");
        if (info.ElementType is { } element)
            Follow(context, element, found);
        else if ((info.Kind == JsonTypeInfoKind.Object || type.IsEnum) && found.TryAdd((context.GetType(), type), new WireType(context, info)))
        {
            foreach (var property in info.Properties)
                Follow(context, property.PropertyType, found);
        }
    }
}
