using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>A rehearsal's answer in the form that models answer in: the recording where there is one, else the sources said again.</summary>
internal static class RehearsalText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(WritingTask task, Recording? recorded, IReadOnlyList<WritingSource> sources)
    {
        var answer = recorded is null ? Neutral(task, sources) : new Answer
        {
            Subject = recorded.Subject,
            Parts = [.. recorded.Parts.Select(part => new WrittenPart
            {
                Title = part.Title,
                Of = part.Of is { } line ? Ids([line], sources)[0] : null,
                Sentences = [.. part.Sentences.Select(s => new WrittenSentence(s.Text, Ids(s.From, sources)))],
            })],
            Meaning = recorded.Meaning is { } meaning ? new ReplyMeaning(meaning.Stage, meaning.Quoted, Ids([meaning.Quoted], sources)[0]) : null,
        };
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
            Write(answer, writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static Answer Neutral(WritingTask task, IReadOnlyList<WritingSource> sources) => task switch
    {
        WritingTask.CvTailoring => Lines(sources, SourceKind.Cv, static line => new WrittenPart { Of = line.Id, Sentences = [Said(line)] }),
        WritingTask.Fit => Lines(sources, SourceKind.Posting, static line => new WrittenPart { Of = line.Id, Sentences = [new WrittenSentence("A rehearsal does not judge this.", [])] }),
        WritingTask.Interview => Lines(sources, SourceKind.Posting, static line => new WrittenPart { Title = line.Text, Sentences = [new WrittenSentence("A rehearsal has no answer to this.", [])] }),
        WritingTask.ThreadSummary or WritingTask.ReplyMeaning => Lines(sources, SourceKind.Mail, static line => new WrittenPart { Sentences = [Said(line)] }),
        _ => Mail(task, sources),
    };

    private static Answer Mail(WritingTask task, IReadOnlyList<WritingSource> sources)
    {
        var first = Value("contact.firstName", "contact.name");
        var sender = sources.FirstOrDefault(static s => s.Kind == SourceKind.Sender && !s.Text.Contains('@', StringComparison.Ordinal));
        var wishes = sources.Where(static s => s.Kind == SourceKind.Instruction).Select(Said).ToList();
        return new Answer
        {
            Subject = task is WritingTask.FollowUp or WritingTask.Reply ? null : "A rehearsed mail",
            Parts =
            [
                new WrittenPart { Sentences = [first is null ? new WrittenSentence("Hello,", []) : new WrittenSentence($"Dear {first.Text},", [first.Id])] },
                new WrittenPart { Sentences = [new WrittenSentence("this mail was rehearsed, and no model wrote it.", [])] },
                .. wishes.Count == 0 ? (WrittenPart[])[] : [new WrittenPart { Sentences = wishes }],
                .. sender is null ? (WrittenPart[])[] : [new WrittenPart { Sentences = [Said(sender)] }],
            ],
        };

        WritingSource? Value(params ReadOnlySpan<string> ids)
        {
            foreach (var id in ids)
            {
                if (sources.FirstOrDefault(s => s.Id == id) is { } found)
                    return found;
            }

            return null;
        }
    }

    private static Answer Lines(IReadOnlyList<WritingSource> sources, SourceKind kind, Func<WritingSource, WrittenPart> part) =>
        new() { Parts = [.. sources.Where(s => s.Kind == kind).Take(3).Select(part)] };

    private static WrittenSentence Said(WritingSource source) => new(source.Text, [source.Id]);

    private static List<string> Ids(IReadOnlyList<string> values, IReadOnlyList<WritingSource> sources) =>
        [.. values.Select(value => sources.FirstOrDefault(s => s.Text == value)?.Id).OfType<string>()];

    private static void Write(Answer answer, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (answer.Subject is not null)
            writer.WriteString("subject", answer.Subject);
        writer.WriteStartArray("parts");
        foreach (var part in answer.Parts)
        {
            writer.WriteStartObject();
            if (part.Title is not null)
                writer.WriteString("title", part.Title);
            if (part.Of is not null)
                writer.WriteString("of", part.Of);
            writer.WriteStartArray("sentences");
            foreach (var sentence in part.Sentences)
            {
                writer.WriteStartObject();
                writer.WriteString("text", sentence.Text);
                writer.WriteStartArray("sources");
                foreach (var id in sentence.Sources)
                    writer.WriteStringValue(id);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (answer.Meaning is { } meaning)
        {
            writer.WriteStartObject("meaning");
            writer.WriteString("stage", meaning.Stage);
            writer.WriteString("quotedLine", meaning.QuotedLine);
            writer.WriteString("source", meaning.Source);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
