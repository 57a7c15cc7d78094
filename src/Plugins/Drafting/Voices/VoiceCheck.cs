using System.Globalization;
using Assistant.Plugins.Drafting.Writing;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Voices;

/// <summary>Says where a text is longer than asked for, or says what everybody says. It changes nothing.</summary>
internal static class VoiceCheck
{
    public static IEnumerable<string> Notices(Answer answer, Voice voice, StockPhrases phrases)
    {
        var text = string.Join('\n', answer.Parts.SelectMany(static p => p.Sentences).Select(static s => s.Text));
        var words = StockPhrases.Words(text).Count;
        if (words > voice.MaxWords)
            yield return string.Create(CultureInfo.InvariantCulture, $"The text has {words} words; {voice.MaxWords} were asked for at most.");
        foreach (var phrase in phrases.Find($"{answer.Subject}\n{text}", voice.Language).Take(AnswerLimits.NoticesOfKind))
            yield return $"Stock phrase: \"{phrase}\".";
    }
}
