using System.Text.Json;
using Assistant.Plugins.Drafting.Fencing;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>
/// Reads a whole answer. Code fences and prose around the object are let pass; inside it every member that is asked for must have its type, names may
/// not stand twice, and nothing may be deep or long without bound. Members nobody asked for are named and not used.
/// </summary>
internal sealed class AnswerReader
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = AnswerLimits.Depth, AllowDuplicateProperties = false };

    private readonly List<string> _notices = [];
    private bool _cut;

    public static AnswerReading Read(string text)
    {
        if (text.Length > AnswerLimits.Response)
            return new AnswerReading(null, $"It is longer than {AnswerLimits.Response} characters.", []);
        var fault = "It has no JSON object.";
        for (var start = text.IndexOf('{', StringComparison.Ordinal); start >= 0; start = text.IndexOf('{', start + 1))
        {
            if (!BeginsObject(text, start))
                continue;
            var end = End(text, start);
            if (end < 0)
                return new AnswerReading(null, "The JSON object does not end.", []);
            var reader = new AnswerReader();
            try
            {
                using var document = JsonDocument.Parse(text.AsMemory(start, end - start), Strict);
                var answer = reader.Whole(document.RootElement);
                if (reader._cut)
                    reader._notices.Add("Parts of the answer were longer than allowed, and were cut.");
                return new AnswerReading(answer, null, reader._notices);
            }
            catch (Exception error) when (error is FormatException or JsonException)
            {
                // Prose in braces, or a plan in JSON, may stand before the answer; what is said of the last object is said.
                fault = error is FormatException ? error.Message : "It is no valid JSON.";
                start = end - 1;
            }
        }

        return new AnswerReading(null, fault, []);
    }

    private Answer Whole(JsonElement root)
    {
        Unknown(root, "subject", "parts", "meaning");
        var parts = Items(root, "parts", AnswerLimits.Parts);
        return new Answer
        {
            Subject = Optional(root, "subject", AnswerLimits.Subject) is { } subject ? OneLine(subject) : null,
            Parts = [.. parts.Select(Part)],
            Meaning = Meaning(root),
        };
    }

    private WrittenPart Part(JsonElement part)
    {
        Object(part, "Every part");
        Unknown(part, "title", "of", "sentences");
        var sentences = Items(part, "sentences", AnswerLimits.SentencesOfPart).Select(Sentence).Where(static s => s.Text.Length > 0).ToList();
        return new WrittenPart
        {
            Title = Optional(part, "title", AnswerLimits.Title) is { Length: > 0 } title ? OneLine(title) : null,
            Of = Optional(part, "of", FenceLimits.Id + 2)?.Trim('[', ']') is { Length: > 0 } of ? of : null,
            Sentences = sentences,
        };
    }

    private WrittenSentence Sentence(JsonElement sentence)
    {
        Object(sentence, "Every sentence");
        Unknown(sentence, "text", "sources");
        var text = Required(sentence, "text", AnswerLimits.Sentence);
        var sources = Items(sentence, "sources", AnswerLimits.SourcesOfSentence)
            .Select(static s => s.ValueKind == JsonValueKind.String ? s.GetString()! : throw new FormatException("\"sources\" must be an array of strings."))
            .Select(static id => id.Trim('[', ']'));
        return new WrittenSentence(text, [.. sources.Distinct(StringComparer.Ordinal)]);
    }

    private ReplyMeaning? Meaning(JsonElement root)
    {
        if (!root.TryGetProperty("meaning", out var meaning) || meaning.ValueKind == JsonValueKind.Null)
            return null;
        Object(meaning, "\"meaning\"");
        Unknown(meaning, "stage", "quotedLine", "source");
        return new ReplyMeaning(
            OneLine(Required(meaning, "stage", AnswerLimits.Stage)),
            Required(meaning, "quotedLine", AnswerLimits.Sentence),
            Required(meaning, "source", FenceLimits.Id + 2).Trim('[', ']'));
    }

    private List<JsonElement> Items(JsonElement owner, string name, int most)
    {
        if (!owner.TryGetProperty(name, out var array) || array.ValueKind != JsonValueKind.Array)
            throw new FormatException($"\"{name}\" must be an array.");
        _cut |= array.GetArrayLength() > most;
        return [.. array.EnumerateArray().Take(most)];
    }

    private string Required(JsonElement owner, string name, int longest) =>
        Optional(owner, name, longest) ?? throw new FormatException($"\"{name}\" must be a string.");

    private string? Optional(JsonElement owner, string name, int longest)
    {
        if (!owner.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw new FormatException($"\"{name}\" must be a string.");
        var text = Invisible.Remove(Text(value).ReplaceLineEndings("\n")).Trim();
        if (text.Length <= longest)
            return text;
        _cut = true;
        return text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }

    private void Unknown(JsonElement owner, params ReadOnlySpan<string> known)
    {
        Object(owner, "The answer");
        foreach (var member in owner.EnumerateObject())
        {
            var name = OneLine(Invisible.Remove(member.Name));
            var notice = $"The model answered a member '{(name.Length > 30 ? name[..30] : name)}' that nobody asked for; it is not used.";
            if (!known.Contains(member.Name) && _notices.Count < AnswerLimits.NoticesOfKind && !_notices.Contains(notice))
                _notices.Add(notice);
        }
    }

    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair written as an escape is valid JSON and no text.
            throw new FormatException("A string has half a surrogate pair.");
        }
    }

    private static void Object(JsonElement value, string what)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{what} must be an object.");
    }

    private static string OneLine(string text) => CleanSources.OneLine(text).Trim();

    private static bool BeginsObject(string text, int start)
    {
        var next = start + 1;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
            next++;
        return next < text.Length && text[next] is '"' or '}';
    }

    /// <summary>Behind the brace that closes this one; -1 where it never closes.</summary>
    private static int End(string text, int start)
    {
        var (depth, inString) = (0, false);
        for (var at = start; at < text.Length; at++)
        {
            var c = text[at];
            if (inString && c == '\\')
                at++;
            else if (c == '"')
                inString = !inString;
            else if (!inString && c == '{')
                depth++;
            else if (!inString && c == '}' && --depth == 0)
                return at + 1;
        }

        return -1;
    }
}
