using System.Text.Json;

namespace Assistant.Host.Mailroom;

/// <summary>Enums in columns as on the wire: camelCase names, so that reordering members changes no stored row.</summary>
internal static class EnumText
{
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.Text[value];

    public static T Parse<T>(string text)
        where T : struct, Enum => Enum.Parse<T>(text, ignoreCase: true);

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Text = Enum.GetValues<T>().ToDictionary(static value => value, static value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    }
}
