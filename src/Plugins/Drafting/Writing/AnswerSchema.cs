using System.Collections.Frozen;
using System.Text.Json;
using Assistant.Plugins.Drafting.Prompting;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>
/// The forms that an answer may have, as JSON Schema with every member required and none added, which is what providers' strict modes take. A task's
/// form is fixed; recipients are in none. Servers that hold a model to the schema token by token let it end an array as soon as it may, so what has to
/// hold something says so.
/// </summary>
internal static class AnswerSchema
{
    private const string Sentences =
        """{"type":"array","minItems":1,"items":{"type":"object","properties":{"text":{"type":"string"},"sources":{"type":"array","items":{"type":"string"}}},"required":["text","sources"],"additionalProperties":false}}""";

    private static readonly FrozenDictionary<string, string> Forms = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["mail"] = Whole("""{"subject":{"type":["string","null"]},"parts":PARTS}""", "\"subject\",\"parts\"", "", ""),
        ["lines"] = Whole("""{"parts":PARTS}""", "\"parts\"", """ "of":{"type":"string"},""", "\"of\","),
        ["answers"] = Whole("""{"parts":PARTS}""", "\"parts\"", """ "title":{"type":"string"},""", "\"title\","),
        ["summary"] = Whole("""{"parts":PARTS}""", "\"parts\"", "", ""),
        // A mail that says nothing of where things stand has no part.
        ["meaning"] = Whole(
            """{"parts":ANY,"meaning":{"type":["object","null"],"properties":{"stage":{"type":"string"},"quotedLine":{"type":"string"},"source":{"type":"string"}},"required":["stage","quotedLine","source"],"additionalProperties":false}}""",
            "\"parts\",\"meaning\"",
            "",
            ""),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> Names { get; } = ["mail", "lines", "answers", "summary", "meaning"];

    /// <summary>As a prompt says it.</summary>
    public static string Text(string name) =>
        $"Answer with one JSON object of this schema and nothing else, no code fence and no word before or after it:\n{Forms[name]}";

    public static ChatResponseFormat Format(WritingTask task, string name)
    {
        // The name says the task, for the ledger of a provider and for recorded output.
        return ChatResponseFormat.ForJsonSchema(JsonElement.Parse(Forms[name]), $"{PromptNames.Of(task)}_{name}");
    }

    private static string Whole(string properties, string required, string partProperties, string partRequired)
    {
        var items = $$$"""{"type":"object","properties":{{{{partProperties.Trim()}}}"sentences":{{{Sentences}}}},"required":[{{{partRequired}}}"sentences"],"additionalProperties":false}""";
        var filled = properties
            .Replace("PARTS", $$"""{"type":"array","minItems":1,"items":{{items}}}""", StringComparison.Ordinal)
            .Replace("ANY", $$"""{"type":"array","items":{{items}}}""", StringComparison.Ordinal);
        return $$$"""{"type":"object","properties":{{{filled}}},"required":[{{{required}}}],"additionalProperties":false}""";
    }
}
