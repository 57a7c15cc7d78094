using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.Drafting.Voices;

/// <summary>Makes a style card by counting: no model, and nothing in it that stands in fewer than three of the texts, so that it tells of nobody.</summary>
internal static class StyleLearner
{
    // What is in three mails is a habit; what is in one may be a secret.
    private const int Habit = 3;

    private const int MostPhrases = 6;

    private const int ShortestPhrase = 3;

    // A sentence that is always the same.
    private const int LongestPhrase = 12;

    private const double Often = 0.3;

    public static string Learn(IReadOnlyList<string> texts, CancellationToken cancel)
    {
        var read = new List<OwnText>();
        foreach (var text in texts)
        {
            cancel.ThrowIfCancellationRequested();
            if (OwnText.Of(text) is { Sentences.Count: > 0 } own)
                read.Add(own);
        }

        if (read.Count == 0)
            throw RpcException.Invalid("$.texts", "There is no text to learn from.", "Hand in some mails that you wrote.");
        var all = string.Join('\n', read.SelectMany(static t => t.Sentences));
        var words = StockPhrases.Words(all);
        var language = LanguageGuess.Of(all, words);
        var card = new StringBuilder();
        Line(card, "Language", language is null ? null : VoiceRules.Language(language));
        Line(card, "Greeting", Usual(read.Select(static t => t.Greeting is { } g ? WithoutName(g) : null), read.Count));
        Line(card, "Closing", Usual(read.Select(static t => t.Closing), read.Count));
        Line(card, "Sentences", string.Create(CultureInfo.InvariantCulture, $"{Median(read.SelectMany(static t => t.Sentences).Select(static s => StockPhrases.Words(s).Count))} words at the median"));
        Line(card, "Mails", string.Create(CultureInfo.InvariantCulture, $"{Median(read.Select(static t => t.Sentences.Count))} sentences at the median"));
        Line(card, "Address", Formality.Of(language, words));
        Line(card, "Contractions", language == "en" ? Contractions(words) : null);
        Line(card, "Exclamation marks", ((double)all.Count(static c => c == '!') / read.Count) switch { 0 => "none", <= 0.5 => "rarely", _ => "often" });
        var phrases = Phrases(read);
        Line(card, "Often says", phrases.Count == 0 ? null : string.Join("; ", phrases));
        return card.ToString().TrimEnd('\n');
    }

    private static void Line(StringBuilder card, string name, string? value)
    {
        if (value is not null)
            card.Append(name).Append(": ").Append(value).Append('\n');
    }

    /// <summary>The one that most texts have, where it is a habit, or where there are too few texts for one.</summary>
    private static string? Usual(IEnumerable<string?> found, int texts) => found
        .OfType<string>()
        .GroupBy(static f => f, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() >= Math.Min(Habit, Math.Max(1, texts / 2)))
        .OrderByDescending(static group => group.Count())
        .ThenBy(static group => group.Key, StringComparer.Ordinal)
        .Select(static group => group.First())
        .FirstOrDefault();

    // "Dear Dr Ana Ruiz," is the habit of "Dear ...,": whom it was to is not the card's affair.
    private static string WithoutName(string greeting)
    {
        var end = greeting[^1];
        var words = greeting[..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var kept = words.TakeWhile(static (word, i) => i == 0 || !char.IsUpper(word[0]) || IsGreetingWord(word)).ToList();
        return kept.Count == words.Length ? greeting : $"{string.Join(' ', kept)} ...{end}";
    }

    private static bool IsGreetingWord(string word) => word is "Tag" or "Morgen" or "Abend" or "Damen" or "Herren" or "Herr" or "Frau" or "Madame" or "Monsieur" or "Day" or "Morning" or "All";

    private static int Median(IEnumerable<int> values)
    {
        int[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }

    private static string Contractions(List<string> words)
    {
        var apart = words.Zip(words.Skip(1)).Count(static pair => pair is (("do" or "does" or "did" or "is" or "are" or "can" or "will" or "would"), "not") or ("i", "am" or "have" or "will") or ("we", "are" or "will" or "have") or ("it", "is"));
        var joined = words.Count(static w => w.EndsWith("n't", StringComparison.Ordinal) || w.EndsWith("'m", StringComparison.Ordinal) || w.EndsWith("'re", StringComparison.Ordinal) || w.EndsWith("'ll", StringComparison.Ordinal) || w.EndsWith("'ve", StringComparison.Ordinal) || w is "it's" or "that's");
        return joined == 0 ? "never" : joined >= Often * (joined + apart) ? "often" : "rarely";
    }

    /// <summary>The longest runs of words that are a habit, none of them a piece of another or of the same longer run, each as it is written first.</summary>
    private static List<string> Phrases(List<OwnText> texts)
    {
        var chosen = new List<(string Text, int Count)>();
        for (var length = LongestPhrase; length >= ShortestPhrase; length--)
        {
            foreach (var (text, count) in Runs(texts, length).OrderBy(static r => r.Key, StringComparer.Ordinal))
            {
                if (count >= Habit && !text.Any(char.IsDigit) && !chosen.Exists(c => $" {c.Text} ".Contains($" {text} ", StringComparison.Ordinal) || Overlap(c.Text, text)))
                    chosen.Add((text, count));
            }
        }

        return [.. chosen.OrderByDescending(static c => c.Count).ThenBy(static c => c.Text, StringComparer.Ordinal).Take(MostPhrases).Select(c => AsWritten(c.Text, texts))];
    }

    // Two stretches of one run that is longer than a phrase may be.
    private static bool Overlap(string one, string other)
    {
        var (a, b) = (one.Split(' '), other.Split(' '));
        var least = Math.Min(a.Length, b.Length);
        return Enumerable.Range((least + 1) / 2, least / 2).Any(shared => a.AsSpan(^shared..).SequenceEqual(b.AsSpan(..shared)) || b.AsSpan(^shared..).SequenceEqual(a.AsSpan(..shared)));
    }

    // Words are counted in small letters; "Ihre Antwort" and "I" are not written so.
    private static string AsWritten(string phrase, List<OwnText> texts)
    {
        var words = phrase.Split(' ').Select(static word => Regex.Escape(word).Replace("'", "['\u2019]", StringComparison.Ordinal));
        var run = new Regex($@"(?<!\p{{L}}){string.Join(@"\W+", words)}(?!\p{{L}})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        var found = texts.SelectMany(static text => text.Sentences).Select(sentence => run.Match(sentence)).FirstOrDefault(static match => match.Success);
        return found is null ? phrase : string.Join(' ', found.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>How many texts have each run of so many words.</summary>
    private static Dictionary<string, int> Runs(List<OwnText> texts, int length)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var own = new HashSet<string>(StringComparer.Ordinal);
            foreach (var words in text.Sentences.Select(static s => StockPhrases.Words(s)))
            {
                for (var at = 0; at + length <= words.Count; at++)
                    own.Add(string.Join(' ', words.GetRange(at, length)));
            }

            foreach (var phrase in own)
                counts[phrase] = counts.GetValueOrDefault(phrase) + 1;
        }

        return counts;
    }
}
