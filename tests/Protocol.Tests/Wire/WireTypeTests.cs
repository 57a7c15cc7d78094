using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Tests.Wire;

/// <summary>Every wire type round-trips full and minimal, ignores what it does not know, and refuses what is missing, doubled or misspelt.</summary>
public sealed class WireTypeTests(WireSuite suite) : IClassFixture<WireSuite>
{
    // Fewer than this, and the search for contracts has gone blind.
    private const int FewestTypes = 100;

    [Fact]
    public void All_Types_AreInTheirServicesContext()
    {
        var typeInfo = typeof(RpcJson).GetMethod(nameof(RpcJson.TypeInfo))!;

        var problems = suite.Check(WireType.All, wire => Problem(() => typeInfo.MakeGenericMethod(wire.Info.Type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [wire.Context], null)));

        Assert.Empty(problems);
        Assert.True(WireType.All.Count >= FewestTypes, $"only {WireType.All.Count} types were found");
    }

    [Fact]
    public void Record_WithEveryMember_RoundTripsToTheSameJson() => Assert.Equal([], suite.Check(WireType.Records, wire =>
    {
        var sample = WireSample.Full(wire);
        return Difference(sample, Again(wire, sample));
    }));

    [Fact]
    public void Record_WithRequiredMembersAlone_RoundTripsAndAddsNothingButStatedDefaults() => Assert.Equal([], suite.Check(WireType.Records, wire =>
    {
        var sample = WireSample.Minimal(wire);
        return Problem(() =>
        {
            var (once, twice) = (Again(wire, sample), Again(wire, Again(wire, sample)));
            return Missing(sample, once, "$") ?? Difference(once, twice);
        });
    }));

    [Fact]
    public void Record_WithUnknownMembersAtEachLevel_IgnoresThem() => Assert.Equal([], suite.Check(WireType.Records, wire =>
    {
        var sample = WireSample.Full(wire);
        var tomorrow = sample.DeepClone().AsObject();
        AddUnknown(wire.Context, wire.Info, tomorrow);
        return Difference(sample, Again(wire, tomorrow));
    }));

    [Fact]
    public void Record_WithAMemberTwice_IsRefused() => Assert.Equal([], suite.Check(WireType.Records, wire =>
    {
        var sample = WireSample.Full(wire);
        return sample.Select(member => $"{{{Text(member)},{string.Join(',', sample.Select(Text))}}}")
            .Select(json => RefusedAt(wire, json) is null ? $"took {json}" : null)
            .FirstOrDefault(problem => problem is not null);
    }));

    [Fact]
    public void Record_WithoutARequiredMember_IsRefusedByNameAndPath() => Assert.Equal([], suite.Check(WireType.Records, wire =>
        wire.Info.Properties.Where(WireType.IsRequired).Select(property =>
        {
            var sample = WireSample.Full(wire);
            sample.Remove(property.Name);
            return RefusedAt(wire, sample.ToJsonString()) switch
            {
                null => $"did without '{property.Name}'",
                { Path: null } => $"no path where '{property.Name}' is missing",
                var error => error.Message.Contains($"'{property.Name}'", StringComparison.Ordinal) ? null : $"'{property.Name}' is not named in: {error.Message}",
            };
        }).FirstOrDefault(problem => problem is not null)));

    [Fact]
    public void Record_WithNullForAMemberThatIsNeverNull_IsRefused() => Assert.Equal([], suite.Check(WireType.Records, wire =>
        // JSON's null is a value of JsonElement.
        wire.Info.Properties.Where(property => !property.IsSetNullable && property.PropertyType != typeof(JsonElement)).Select(property =>
        {
            var sample = WireSample.Full(wire);
            sample[property.Name] = null;
            return RefusedAt(wire, sample.ToJsonString()) is { Path: { } } ? null : $"took null for '{property.Name}'";
        }).FirstOrDefault(problem => problem is not null)));

    [Fact]
    public void Enum_IsACamelCaseStringAndNeverANumber() => Assert.Equal([], suite.Check(WireType.Enums, wire =>
    {
        foreach (var value in Enum.GetValues(wire.Info.Type))
        {
            var written = JsonSerializer.Serialize(value, wire.Info);
            if (written != $"\"{JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!)}\"" || !value.Equals(JsonSerializer.Deserialize(written, wire.Info)))
                return $"{value} is written {written}";
        }

        return RefusedAt(wire, "0") is null || RefusedAt(wire, "\"0\"") is null ? "took a number" : null;
    }));

    private static JsonObject Again(WireType wire, JsonObject sample) =>
        JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(sample.ToJsonString(), wire.Info), wire.Info)!.AsObject();

    private static JsonException? RefusedAt(WireType wire, string json)
    {
        try
        {
            JsonSerializer.Deserialize(json, wire.Info);
            return null;
        }
        catch (JsonException error)
        {
            return error;
        }
    }

    private static string? Problem(Func<object?> work)
    {
        try
        {
            return work() as string;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return error.Message;
        }
    }

    private static string? Difference(JsonObject expected, JsonObject actual) =>
        JsonNode.DeepEquals(expected, actual) ? null : $"expected {expected.ToJsonString()} but got {actual.ToJsonString()}";

    // The first member of the one that the other lacks or has otherwise.
    private static string? Missing(JsonNode? part, JsonNode? whole, string path) => (part, whole) switch
    {
        (JsonObject members, JsonObject all) => members.Select(member => Missing(member.Value, all[member.Key], $"{path}.{member.Key}")).FirstOrDefault(problem => problem is not null),
        (JsonArray items, JsonArray all) when items.Count == all.Count => items.Select((item, at) => Missing(item, all[at], $"{path}[{at}]")).FirstOrDefault(problem => problem is not null),
        _ => JsonNode.DeepEquals(part, whole) ? null : $"{path} is lost",
    };

    private static void AddUnknown(JsonSerializerContext context, JsonTypeInfo info, JsonNode? node)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                    AddUnknown(context, context.GetTypeInfo(info.ElementType!)!, item);
                break;
            case JsonObject members when info.Kind == JsonTypeInfoKind.Dictionary:
                foreach (var (_, member) in members)
                    AddUnknown(context, context.GetTypeInfo(info.ElementType!)!, member);
                break;
            case JsonObject members when info.Kind == JsonTypeInfoKind.Object:
                foreach (var property in info.Properties)
                    AddUnknown(context, context.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)!, members[property.Name]);
                members.Insert(0, "unknownToday", new JsonObject { ["of"] = new JsonArray("tomorrow") });
                break;
        }
    }

    private static string Text(KeyValuePair<string, JsonNode?> member) => $"\"{member.Key}\":{member.Value?.ToJsonString() ?? "null"}";
}
