using System.Text.Json;
using Assistant.TestKit.Models;

namespace Assistant.EndToEnd.Docs;

/// <summary>A model that answers every task in its form, with one number that no source has.</summary>
internal static class HelpfulModel
{
    public static IReadOnlyList<ModelStep> Answer(ModelQuestion question)
    {
        using var asked = JsonDocument.Parse(question.Body);
        var prompt = string.Concat(asked.RootElement.GetProperty("messages").EnumerateArray().Select(static message => message.GetProperty("content").GetString()));
        var meaning = Line(prompt, "[mail:1] ") is { } quoted ? $$"""{"stage":"answered","quotedLine":{{Quoted(quoted)}},"source":"mail:1"}""" : "null";
        const string Sentences = """[{"text":"I have followed your work since 1987.","sources":["contact.company"]},{"text":"May I call you?","sources":[]}]""";
        return ModelDialect.OpenAi.Whole(
            """{"subject":"A question","parts":[""",
            $$"""{"title":"Why here?","of":"cv:1","sentences":{{Sentences}}},{"title":"What then?","of":"posting:1","sentences":{{Sentences}}}],""",
            $$"""{{"\"meaning\":"}}{{meaning}}}""");
    }

    private static string? Line(string prompt, string start) =>
        prompt.Split('\n').FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) is { } line ? line[start.Length..] : null;

    private static string Quoted(string text) => "\"" + JsonEncodedText.Encode(text) + "\"";
}
