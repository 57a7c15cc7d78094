using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Documents;

/// <summary>Versions in the form that somebody wants to have: as they are where they have it, else set anew from their text.</summary>
internal sealed class DocumentExporter(DocumentKeeper keeper, DocumentReader reader, FormatBytes bytes, TimeProvider time)
{
    public async ValueTask<DocumentFile> ExportAsync(DocumentRow row, VersionRow version, ExportFormat format, DocumentLayout layout, CancellationToken cancel)
    {
        var type = DocumentTypes.Of(format);
        if (version.Type == type)
            return AsItIs(row, version);
        var text = await reader.ReadAsync(row, version, cancel);
        var (content, notices) = format is ExportFormat.Md or ExportFormat.Txt
            ? (Written(format == ExportFormat.Txt ? Plain(text) : Markdown(version, text)), text.Notices)
            : await SetAsync(row, version, text, format, layout, cancel);
        return new DocumentFile
        {
            Name = FileNames.Of(row.Title, DocumentTypes.Ending(type)),
            Type = type,
            Version = version.Number,
            Digest = Convert.ToHexStringLower(SHA256.HashData(bytes.Read(content))),
            Content = content,
            Notices = notices,
        };
    }

    /// <summary>A version's bytes as they came.</summary>
    public DocumentFile AsItIs(DocumentRow row, VersionRow version) => new()
    {
        Name = FileNames.Of(row, version),
        Type = version.Type,
        Version = version.Number,
        Digest = version.Digest,
        Content = keeper.Carry(version),
    };

    private async ValueTask<(Content Content, IReadOnlyList<string> Notices)> SetAsync(
        DocumentRow row, VersionRow version, ReadText text, ExportFormat format, DocumentLayout layout, CancellationToken cancel)
    {
        var request = new FormatRenderRequest
        {
            Text = Markdown(version, text),
            Title = row.Title,
            Format = format,
            Layout = layout,
            Today = time.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        var set = await reader.CallAsync((plugin, late) => plugin.RenderAsync(request, late), cancel);
        IReadOnlyList<string> anew = version.IsText ? [] : [$"It is set anew from its text, in the layout {layout.ToString().ToLowerInvariant()}: the look of the {DocumentTypes.Ending(version.Type)[1..].ToUpperInvariant()} is not kept."];
        return (set.Content, [.. anew, .. text.Notices, .. set.Notices]);
    }

    // What is Markdown already stays as it is; of anything else every sign stands for itself.
    private static string Markdown(VersionRow version, ReadText text) => version.Type switch
    {
        DocumentTypes.Markdown => text.Text,
        DocumentTypes.Docx => string.Join("\n\n", text.Lines.Select(static line => line.Mark + Escaped(line.Text))),
        DocumentTypes.Pdf => string.Join("\\\n", text.Lines.Select(static line => line.Mark.Length > 0 ? "• " + Escaped(line.Text) : Escaped(line.Text))),
        _ => string.Join('\n', text.Text.ReplaceLineEndings("\n").Split('\n').Select(static line => line.Trim().Length == 0 ? "" : Escaped(line.Trim()) + "\\")).Replace("\\\n\n", "\n\n", StringComparison.Ordinal).TrimEnd('\\', '\n'),
    };

    private static string Plain(ReadText text) => text.Lines.Any(static line => line.Mark.Length > 0)
        ? string.Join('\n', text.Lines.Select(static line => (line.Mark.StartsWith('#') ? "" : line.Mark) + line.Text)) + "\n"
        : text.Text;

    private static string Escaped(string line)
    {
        var escaped = new StringBuilder(line.Length + 8);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            // At a line's beginning these begin a heading, a quote, a list or a rule; elsewhere they are themselves.
            var begins = i == 0 && c is '#' or '>' or '+' or '-' or '=' || c is '.' or ')' && i > 0 && i < 10 && line.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0;
            if (begins || c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '|' or '~' or '&')
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static Content Written(string text)
    {
        var written = Encoding.UTF8.GetBytes(text);
        return new Content { Bytes = written, Size = written.Length };
    }
}
