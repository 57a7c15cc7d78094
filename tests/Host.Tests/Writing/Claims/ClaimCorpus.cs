using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>One person's sources, and the documents that were written from them.</summary>
internal sealed record Scenario(string Name, string Language, List<WritingSource> Sources, List<Document> Documents);

/// <summary>A document with several ways to say each of its sentences.</summary>
/// <param name="Number">Counted over the whole corpus; every fifth document is held out.</param>
internal sealed record Document(string Kind, int Number, List<string> Subjects, List<DocumentPart> Parts, string? Quote)
{
    public bool IsHeldOut => Number % 5 == 4;

    /// <summary>The document with the n-th way of saying things, each sentence turning at its own pace.</summary>
    public WriterResponse Write(int variant)
    {
        var turn = 0;
        var parts = Parts.Select(part => new WrittenPart { Title = part.Title, Of = part.Of, Sentences = [.. part.Sentences.Select(ways => Sentence(ways[(variant + turn++ * (variant / 3)) % ways.Count]))] }).ToList();
        return new WriterResponse
        {
            Subject = Subjects.Count > 0 ? Subjects[variant % Subjects.Count] : null,
            Parts = parts,
            Meaning = Quote is null ? null : new ReplyMeaning("interview", Quote, "mail:1"),
            Work = "drafted", Provider = "test", Prompt = "test@0", Usage = new WritingUsage(0, 0, 0), Notices = [],
        };
    }

    private static WrittenSentence Sentence(string line)
    {
        var open = line.LastIndexOf(" [", StringComparison.Ordinal);
        return open > 0 && line.EndsWith(']') ? new WrittenSentence(line[..open], line[(open + 2)..^1].Split(',')) : new WrittenSentence(line, []);
    }
}

internal sealed record DocumentPart(string? Title, string? Of, List<List<string>> Sentences);

/// <param name="Scope">A language, or the name of the one scenario that it belongs to.</param>
/// <param name="Mode">S a sentence of its own, F a fragment at a sentence's end, J the subject's end, Q a title.</param>
/// <param name="Text">The planted words stand in braces.</param>
internal sealed record Invention(string Scope, string Kind, char Mode, string Text, int Number)
{
    public bool IsHeldOut => Number % 5 == 4;
}

internal static class ClaimCorpus
{
    public static readonly DateOnly Today = new(2026, 11, 21);

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "ClaimCorpus");

    public static List<Scenario> Scenarios() => Scenarios("english.txt", "german.txt", "romance.txt");

    public static List<Scenario> Scenarios(params ReadOnlySpan<string> files)
    {
        var scenarios = new List<Scenario>();
        var number = 0;
        foreach (var file in files)
        {
            Document? document = null;
            foreach (var line in Joined(File.ReadAllLines(Path.Combine(Folder, file))))
            {
                if (line.StartsWith("= ", StringComparison.Ordinal))
                {
                    // A name may have several words; the language is the last.
                    var end = line.LastIndexOf(' ');
                    scenarios.Add(new Scenario(line[2..end], line[(end + 1)..], [], []));
                    document = null;
                }
                else if (line.StartsWith("@ ", StringComparison.Ordinal))
                    scenarios[^1].Documents.Add(document = new Document(line[2..], number++, [], [], null));
                else if (document is null)
                {
                    var fields = line.Split('|', 3);
                    scenarios[^1].Sources.Add(new WritingSource(fields[0], Enum.Parse<SourceKind>(fields[1]), fields[2]));
                }
                else
                    scenarios[^1].Documents[^1] = document = Read(document, line);
            }
        }
        return scenarios;
    }

    public static List<Invention> Inventions(string file = "inventions.txt") => [.. File.ReadAllLines(Path.Combine(Folder, file)).Where(line => line.Length > 0 && line[0] != '#').Select((line, at) => line.Split('|', 4) is var fields
        ? new Invention(fields[0], fields[1], fields[2][0], fields[3], at) : throw new FormatException(line))];

    private static Document Read(Document document, string line)
    {
        switch (line[0])
        {
            case 'S':
                document.Subjects.Add(line["Subject: ".Length..]);
                break;
            case '~' when document.Parts.Count == 0:
                document.Subjects.Add(line[2..]);
                break;
            case '~':
                document.Parts[^1].Sentences[^1].Add(line[2..]);
                break;
            case 'T':
                document.Parts.Add(new DocumentPart(line[2..], null, []));
                break;
            case 'O':
                document.Parts.Add(new DocumentPart(null, line[2..], []));
                break;
            case 'Q':
                return document with { Quote = line[2..] };
            default:
                if (document.Parts.Count == 0)
                    document.Parts.Add(new DocumentPart(null, null, []));
                document.Parts[^1].Sentences.Add([line[2..]]);
                break;
        }
        return document;
    }

    /// <summary>A line that begins with no mark goes on from the one before; one that begins with # says something to who reads the file.</summary>
    private static List<string> Joined(string[] lines)
    {
        var joined = new List<string>();
        var isDocument = false;
        foreach (var line in lines)
        {
            if (line.StartsWith('#'))
                continue;
            isDocument = line.StartsWith('@') || isDocument && !line.StartsWith('=');
            if (isDocument && line.Length > 1 && !(line[1] == ' ' && line[0] is '@' or '>' or '~' or 'T' or 'O' or 'Q') && !line.StartsWith("Subject: ", StringComparison.Ordinal) && line[0] is not '@')
                joined[^1] += "\n" + line;
            else if (line.Length > 0)
                joined.Add(line);
        }
        return joined;
    }

    public static ClaimCheck Check(Scenario scenario, WriterResponse written) => new ClaimChecker().Check(written, scenario.Sources, null, Today);
}
