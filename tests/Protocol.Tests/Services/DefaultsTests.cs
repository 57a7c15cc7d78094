using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Tests.Services;

public sealed class DefaultsTests
{
    [Fact]
    public void Record_FieldThatIsAbsent_HasItsStatedDefault()
    {
        var request = JsonSerializer.Deserialize("""{"account":{"id":"a","address":"a@b.test","grant":"headers"}}""", MailProviderJson.Default.ChangesRequest)!;
        var response = JsonSerializer.Deserialize("""{"messages":[],"cursor":"c","more":false}""", MailProviderJson.Default.ChangesResponse)!;

        Assert.Equal(200, request.Limit);
        Assert.Empty(response.Problems);
    }

    [Fact]
    public void Records_DefaultsOtherThanNothing_AreOnSettableMembers()
    {
        var lost = typeof(Done).Assembly.GetTypes()
            .Where(t => t.Namespace is "Assistant.Protocol.Services" or "Assistant.Protocol.Plugins" && t.GetConstructor(Type.EmptyTypes) is not null)
            .SelectMany(t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(IsInitOnly).Where(p => HasDefault(t, p)))
            .Select(p => $"{p.DeclaringType!.Name}.{p.Name}");

        Assert.Empty(lost);
    }

    private static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true
        && property.GetCustomAttribute<RequiredMemberAttribute>() is null;

    private static bool HasDefault(Type type, PropertyInfo property)
    {
        var value = property.GetValue(Activator.CreateInstance(type));
        return value is not null && !(property.PropertyType.IsValueType && value.Equals(Activator.CreateInstance(property.PropertyType)));
    }
}
