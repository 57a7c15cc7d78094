using System.Collections.Frozen;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Prompting;

/// <summary>The words that prompt files use: tasks and values.</summary>
internal static class PromptNames
{
    /// <summary>What a body may name. Kinds of sources come between their markers, or are empty where there are none.</summary>
    public static readonly IReadOnlyList<string> Values =
        ["sources", "contact", "sender", "cv", "posting", "mail", "ownMail", "instruction", "note", "template", "voice", "schema", "today", "language"];

    private static readonly FrozenDictionary<string, SourceKind> Kinds =
        Enum.GetValues<SourceKind>().ToFrozenDictionary(static kind => Camel(kind.ToString()), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, WritingTask> Tasks =
        Enum.GetValues<WritingTask>().ToFrozenDictionary(Of, StringComparer.Ordinal);

    public static string Of(WritingTask task) => Camel(task.ToString());

    public static WritingTask? Find(string id) => Tasks.TryGetValue(id, out var task) ? task : null;

    public static SourceKind? Kind(string value) => Kinds.TryGetValue(value, out var kind) ? kind : null;

    public static bool IsSources(string value) => value == "sources" || Kinds.ContainsKey(value);

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
