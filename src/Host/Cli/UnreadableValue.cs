using System.CommandLine.Parsing;
using System.Text.Json;

namespace Assistant.Host.Cli;

/// <summary>What is wrong with a value that an option or an argument cannot take, in words of what it does take; the parser's own name a type of the program.</summary>
internal static class UnreadableValue
{
    /// <summary>Null where the problem is another than one value's form.</summary>
    public static string? Words(ParseError error)
    {
        var (name, type) = error.SymbolResult switch
        {
            OptionResult option => (option.Option.Name, option.Option.ValueType),
            ArgumentResult { Parent: OptionResult option } => (option.Option.Name, option.Option.ValueType),
            ArgumentResult argument => (argument.Argument.Name, argument.Argument.ValueType),
            _ => ("", typeof(string)),
        };
        return error.SymbolResult?.Tokens is [var token] && Form(Nullable.GetUnderlyingType(type) ?? type) is { } form ? $"'{token.Value}' is {form.IsNot} for {name}{form.Remedy}." : null;
    }

    private static (string IsNot, string Remedy)? Form(Type type) =>
        type == typeof(DateOnly) ? ("no day", ": write it as 2026-12-09")
        : type == typeof(int) ? ("no whole number", "")
        : type == typeof(decimal) ? ("no number", ": write it as 1200.50")
        : type.IsEnum ? ("nothing", $": give {Choice(Enum.GetNames(type))}")
        : null;

    private static string Choice(string[] names) =>
        $"{string.Join(", ", names[..^1].Select(JsonNamingPolicy.CamelCase.ConvertName))} or {JsonNamingPolicy.CamelCase.ConvertName(names[^1])}";
}
