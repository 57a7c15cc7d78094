using System.Globalization;
using Assistant.Plugins.Drafting.Writing;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Voices;

/// <summary>Says where a text is longer than asked for, in another language, or says what everybody says. It changes nothing.</summary>
internal static class VoiceCheck
{
    public static IEnumerable<string> Notices(Answer answer, Voice voice, StockPhrases phrases)
    {
        var text = string.Join('\n', answer.Parts.SelectMany(static p => p.Sentences).Select(static s => s.Text));
        var words = StockPhrases.Words(text);
        if (words.Count > voice.MaxWords)
            yield return string.Create(CultureInfo.InvariantCulture, $"The text has {words.Count} words; {voice.MaxWords} were asked for at most.");
        var other = voice.Language is { } asked ? LanguageGuess.Other(text, words, asked) : null;
        if (other is not null)
            yield return $"The text is in the language '{other}'; '{voice.Language}' was asked for.";
        foreach (var phrase in phrases.Find($"{answer.Subject}\n{text}", other ?? voice.Language).Take(AnswerLimits.NoticesOfKind))
            yield return $"Stock phrase: \"{phrase}\".";
    }
}
