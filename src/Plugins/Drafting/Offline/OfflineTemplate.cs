using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting.Offline;

/// <summary>A mail without a model: <c>Subject:</c> on the first line, then paragraphs, each of which is filled by itself.</summary>
/// <param name="Name">As provenance names it, for example <c>outreach.de</c>.</param>
/// <param name="Text">The whole file.</param>
/// <param name="Subject">Empty where the mail stays under its subject.</param>
/// <param name="Paragraphs">Template text.</param>
internal sealed record OfflineTemplate(string Name, string Text, string Subject, IReadOnlyList<string> Paragraphs)
{
    private const string Fallback = "en";

    /// <summary>The user's own, as it stands.</summary>
    public static OfflineTemplate Of(WriterTemplate template) => new(template.Name, $"{template.Subject}\n{template.Body}", template.Subject, [template.Body.ReplaceLineEndings("\n")]);

    /// <param name="folder">Where templates lie.</param>
    /// <param name="task">In camel case.</param>
    /// <param name="language">BCP 47; English where there is no template in it.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async ValueTask<OfflineTemplate> ReadAsync(string folder, string task, string? language, CancellationToken cancel)
    {
        var plain = new string([.. (language ?? Fallback).Split('-')[0].Where(char.IsAsciiLetter)]).ToLowerInvariant();
        var name = $"{task}.{plain}";
        if (!File.Exists(Path.Combine(folder, name + ".md")))
            name = $"{task}.{Fallback}";
        var text = (await File.ReadAllTextAsync(Path.Combine(folder, name + ".md"), cancel)).ReplaceLineEndings("\n");
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return new OfflineTemplate(name, text, text["Subject:".Length..end].Trim(), text[end..].Trim('\n').Split("\n\n"));
    }
}
