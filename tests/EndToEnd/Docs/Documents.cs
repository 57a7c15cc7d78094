using System.Text;
using System.Text.RegularExpressions;
using Assistant.TestKit;

namespace Assistant.EndToEnd.Docs;

/// <summary>The README and the documents beside it, as a reader finds them.</summary>
internal static partial class Documents
{
    private const string Program = "./assistant ";

    public static string Root { get; } = Checkout.Root;

    public static IReadOnlyList<string> Files { get; } = [Path.Combine(Root, "README.md"), Path.Combine(Root, "PRIVACY.md"), Path.Combine(Root, "examples", "README.md"), .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md").Order(StringComparer.Ordinal)];

    /// <summary>Every command that a document tells the reader to type, in code blocks and within sentences.</summary>
    public static IEnumerable<(string Place, string[] Words)> Commands() =>
        from file in Files
        from line in File.ReadAllLines(file).Select((text, at) => (Text: text, Number: at + 1))
        from command in line.Text.StartsWith(Program, StringComparison.Ordinal) ? [line.Text] : InSentences().Matches(line.Text).Select(match => match.Groups[1].Value)
        select ($"{Path.GetFileName(file)}:{line.Number}", Split(command[Program.Length..]));

    /// <summary>The commands of one code block, in order: that which follows a heading.</summary>
    public static IReadOnlyList<string[]> Block(string file, string heading)
    {
        var lines = File.ReadAllLines(Path.Combine(Root, file)).SkipWhile(line => line != heading).SkipWhile(line => !line.StartsWith("```", StringComparison.Ordinal)).Skip(1);
        return [.. lines.TakeWhile(line => line != "```").Where(line => line.StartsWith(Program, StringComparison.Ordinal)).Select(line => Split(line[Program.Length..]))];
    }

    /// <summary>The commands of all code blocks of a document, in order.</summary>
    public static IReadOnlyList<string[]> Blocks(string file) =>
        [.. File.ReadAllLines(Path.Combine(Root, file)).Where(line => line.StartsWith(Program, StringComparison.Ordinal)).Select(line => Split(line[Program.Length..]))];

    /// <summary>The first block in that language.</summary>
    public static string Block(string file, string language, int number) =>
        Regex.Matches(File.ReadAllText(Path.Combine(Root, file)), $"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)[number].Groups[1].Value;

    /// <summary>Links to files, with the file they stand in.</summary>
    public static IEnumerable<(string File, string Target)> Links() =>
        from file in Files
        from Match link in Link().Matches(File.ReadAllText(file))
        let target = link.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
        select (file, target);

    // What a POSIX shell makes of the line, as far as the documents need one: quotes, and comments.
    private static string[] Split(string line)
    {
        var (words, word, quote) = (new List<string>(), new StringBuilder(), '\0');
        var begun = false;
        foreach (var c in line + " ")
        {
            if (quote == '\0' && c == '#' && !begun)
                break;
            if (quote != '\0' ? c == quote : c is '\'' or '"')
                (quote, begun) = (quote == '\0' ? c : '\0', true);
            else if (quote == '\0' && c == ' ')
            {
                if (begun)
                    words.Add(word.ToString());
                word.Clear();
                begun = false;
            }
            else
            {
                word.Append(c);
                begun = true;
            }
        }

        return [.. words.TakeWhile(w => w is not ("|" or ">" or "<" or "&&"))];
    }

    [GeneratedRegex(@"`(\./assistant [^`]+)`")]
    private static partial Regex InSentences();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
