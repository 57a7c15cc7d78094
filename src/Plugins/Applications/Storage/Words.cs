using System.Text.Json;

namespace Assistant.Plugins.Applications.Storage;

/// <summary>Enum values as they are stored, which is how they travel.</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
