using System.Text.Json;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Extensions.Manifests;

/// <summary>Reads a JSON file that a person wrote. What is wrong with it is an answer, with the line it stands in.</summary>
internal static class JsonFile
{
    // The largest real manifest holds a settings schema and stays under 20 KB.
    private const long LargestFile = 256 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = RpcLimits.Nesting };

    /// <summary>The root, or null with the one problem that kept it from being read. A missing file is a problem too.</summary>
    public static JsonElement? Read(string path, ICollection<RpcProblem> problems)
    {
        var name = Path.GetFileName(path);
        ReadOnlyMemory<byte> bytes = default;
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                return Refuse(name, "There is no such file.", $"Put a {name} into {Path.GetDirectoryName(path)}.");
            if (file.Length > LargestFile)
                return Refuse(name, $"The file has {file.Length} bytes; {LargestFile} are read at most.", "Move long texts into files of their own.");
            bytes = File.ReadAllBytes(path);
            if (bytes.Span.StartsWith("\uFEFF"u8))
                bytes = bytes[3..];
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            return Refuse($"{name}:{(error.LineNumber ?? LineOfTwin(bytes.Span)) + 1}", $"This is no JSON: {Plain(error)}", "Correct the line; JSON has no comments, no trailing commas, and each name once.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Refuse(name, $"The file cannot be read: {error.Message}", "Let your user read it.");
        }

        JsonElement? Refuse(string place, string problem, string remedy)
        {
            problems.Add(new RpcProblem { Path = place, Problem = problem, Remedy = remedy });
            return null;
        }
    }

    // A document that names something twice is refused without a place, so the second one is looked for here.
    private static long LineOfTwin(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var names = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName when !names.Peek().Add(reader.GetString()!):
                    return json[..(int)reader.TokenStartIndex].Count((byte)'\n');
            }
        }

        return 0;
    }

    // The reader appends its own place, which the problem's path already says.
    private static string Plain(JsonException error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end > 0 ? error.Message[..end] : error.Message;
    }
}
