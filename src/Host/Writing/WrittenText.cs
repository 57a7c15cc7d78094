using System.Text;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>What a writer answered, as text: bounded, visible, without pictures or HTML that a reader of Markdown would fetch.</summary>
internal static class WrittenText
{
    // Ten times a long letter; what is longer is a model that does not stop.
    private const int Longest = 100_000;

    private const int LongestSubject = 300;

    /// <exception cref="RpcException">It is too long.</exception>
    public static WriterResponse Clean(WriterResponse written, IReadOnlyList<WritingSource> sources)
    {
        var known = sources.Select(static source => source.Id).ToHashSet(StringComparer.Ordinal);
        if (written.Parts.Sum(static part => (part.Title?.Length ?? 0) + part.Sentences.Sum(static sentence => sentence.Text.Length)) > Longest)
            throw new RpcException(RpcErrorCode.ProviderRefused, $"The model wrote more than {Longest} characters, and none of it is kept.");
        return written with
        {
            Subject = written.Subject is { } subject && SourceText.Line(subject) is { Length: > 0 } line ? Shortened(line) : null,
            Parts = [.. written.Parts.Select(part => part with
            {
                Title = part.Title is { } title ? Harmless(SourceText.Line(title)) : null,
                Of = part.Of is { } of && known.Contains(of) ? of : null,
                Sentences = [.. part.Sentences.Select(sentence => new WrittenSentence(Harmless(SourceText.Visible(sentence.Text.ReplaceLineEndings("\n"))), [.. sentence.Sources.Where(known.Contains)]))],
            })],
        };
    }

    /// <summary>Running text: a paragraph for each part.</summary>
    public static string Body(WriterResponse written) =>
        string.Join("\n\n", written.Parts.Select(static part => part.Title is { Length: > 0 } title ? $"**{title}**\n{Paragraph(part)}" : Paragraph(part)).Where(static text => text.Length > 0)) + "\n";

    /// <summary>Any task's answer as Markdown.</summary>
    public static string Markdown(WritingTask task, WriterResponse written, IReadOnlyList<WritingSource> sources) => task switch
    {
        WritingTask.Interview => string.Join("\n\n", written.Parts.Select(static part => $"### {part.Title}\n\n{Paragraph(part)}")) + "\n",
        WritingTask.CvTailoring => Tailoring(written, sources),
        WritingTask.Fit => string.Join('\n', written.Parts.Select(part => Pair(part, sources))) + "\n",
        WritingTask.ReplyMeaning when written.Meaning is { } meaning => $"**{Harmless(SourceText.Line(meaning.Stage))}**\n\n> {Harmless(SourceText.Line(meaning.QuotedLine))}\n\n{Body(written)}".TrimEnd() + "\n",
        _ => Body(written),
    };

    /// <summary>The CV as a diff: each line that is worded anew as it was and as it would be, the others as they are.</summary>
    private static string Tailoring(WriterResponse written, IReadOnlyList<WritingSource> sources)
    {
        if (written.Parts.Count == 0)
            return "\n";
        var lines = new List<string>();
        foreach (var line in sources.Where(static source => source.Kind == SourceKind.Cv))
        {
            var anew = written.Parts.FirstOrDefault(part => part.Of == line.Id);
            lines.Add((anew is null ? "  " : "- ") + line.Text);
            if (anew is not null)
                lines.Add("+ " + Paragraph(anew).Replace('\n', ' '));
        }

        // Longer than any that a line of the CV is made of.
        var fence = new string('`', 3);
        while (lines.Exists(line => line.Contains(fence, StringComparison.Ordinal)))
            fence += '`';
        return $"{fence}diff\n{string.Join('\n', lines)}\n{fence}\n";
    }

    private static string Pair(WrittenPart part, IReadOnlyList<WritingSource> sources)
    {
        var of = part.Of is { } id ? sources.FirstOrDefault(source => source.Id == id)?.Text : part.Title;
        var text = Paragraph(part).Replace('\n', ' ');
        return of is null ? $"* {text}" : $"* {Harmless(of)}\n  -> {(text.Length == 0 ? "nothing" : text)}";
    }

    // A sentence that ends its line keeps the line's end; others follow each other.
    private static string Paragraph(WrittenPart part)
    {
        var text = new StringBuilder();
        foreach (var sentence in part.Sentences)
        {
            if (text.Length > 0 && text[^1] != '\n')
                text.Append(' ');
            text.Append(sentence.Text.Trim(' '));
        }

        return text.ToString().Trim();
    }

    private static string Shortened(string subject) =>
        subject.Length <= LongestSubject ? subject : subject[..(char.IsHighSurrogate(subject[LongestSubject - 1]) ? LongestSubject - 1 : LongestSubject)];

    /// <summary>A picture becomes a link, and the beginning of a tag a character.</summary>
    private static string Harmless(string text)
    {
        var safe = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            while (text[i] == '[' && safe.Length > 0 && safe[^1] == '!')
                safe.Length--;
            if (text[i] == '<' && i + 1 < text.Length && (char.IsAsciiLetter(text[i + 1]) || text[i + 1] is '/' or '!' or '?'))
                safe.Append("&lt;");
            else
                safe.Append(text[i]);
        }

        return safe.ToString();
    }
}
