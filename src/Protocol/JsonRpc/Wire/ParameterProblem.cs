using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>Says what is wrong with a call's parameters in the caller's words: System.Text.Json's own name the records and types of this side.</summary>
internal static class ParameterProblem
{
    private const string Remedy = "rpc.discover answers what each method takes.";
    private const string Missing = "missing required properties including: ";
    private const string Unfit = "The JSON value could not be converted to ";

    public static RpcException At(string path, string problem) =>
        Invalid([new RpcProblem { Path = path, Problem = problem, Remedy = Remedy }]);

    public static RpcException Of(JsonException error, JsonTypeInfo type)
    {
        var path = error.Path ?? "$";
        var names = MissingNames(error.Message);
        return names.Count == 0
            ? At(path, Sentence(error.Message, type.Properties.FirstOrDefault(p => path == $"$.{p.Name}")?.PropertyType))
            : Invalid([.. names.Select(name => new RpcProblem { Path = $"{path}.{name}", Problem = "It is required and missing.", Remedy = Remedy })]);
    }

    private static RpcException Invalid(IReadOnlyList<RpcProblem> problems) => new(
        RpcErrorCode.InvalidParams, string.Join(" ", problems.Select(static p => $"{p.Path}: {p.Problem}")), new RpcInvalidData { Problems = problems });

    // "... was missing required properties including: 'id', 'revision'."
    private static List<string> MissingNames(string message)
    {
        var start = message.IndexOf(Missing, StringComparison.Ordinal);
        return start < 0 ? [] : [.. message[(start + Missing.Length)..].Split('\'').Where(static (_, index) => index % 2 == 1)];
    }

    // The message ends with path, line and position; the path has a member of its own.
    private static string Sentence(string message, Type? wanted)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return message.StartsWith(Unfit, StringComparison.Ordinal) ? $"It is not {Kind(wanted)}." : end < 0 ? message : message[..end];
    }

    private static string Kind(Type? wanted) => (wanted is null ? null : Nullable.GetUnderlyingType(wanted) ?? wanted) switch
    {
        { IsEnum: true } type => $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}",
        { } type when type == typeof(string) => "a text",
        { } type when type == typeof(bool) => "true or false",
        { } type when type == typeof(int) || type == typeof(long) => "a whole number in range",
        { } type when type == typeof(DateTimeOffset) => "a time as ISO 8601 has it",
        _ => "of the form that the method takes",
    };
}
