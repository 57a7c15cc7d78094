using System.Globalization;
using System.Text;
using Assistant.Plugins.Drafting.Fencing;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Voices;

/// <summary>A voice as a prompt says it.</summary>
internal static class VoiceRules
{
    private const int LongestTone = 200;

    private const int MostPhrases = 200;

    public static string Text(Voice voice)
    {
        var text = new StringBuilder("How it should sound:\n");
        if (Line(voice.Tone, LongestTone) is { Length: > 0 } tone)
            text.Append("- Tone: ").Append(tone).Append(".\n");
        if (voice.MaxWords is > 0)
            text.Append(CultureInfo.InvariantCulture, $"- At most {voice.MaxWords} words in all.\n");
        text.Append("- Language: ").Append(voice.Language is { Length: > 0 } language ? Language(language) : "that of the user's own lines below").Append(".\n");
        text.Append("- Plain words and concrete things. No stock phrases, no praise that could be said to anybody, no exclamation marks in a row.\n");
        foreach (var phrase in voice.DoNotSay.Take(MostPhrases).Select(static p => Line(p, LongestTone)).Where(static p => p.Length > 0))
            text.Append("- Never write \"").Append(phrase).Append("\".\n");
        if (voice.StyleCard is { Length: > 0 } card)
        {
            text.Append("- Write as the user's own mail sounds; where this differs from the lines above, those hold:\n");
            foreach (var line in Invisible.Remove(card.ReplaceLineEndings("\n")).Split('\n').Select(static l => l.TrimEnd()).Where(static l => l.Length > 0))
                text.Append("  ").Append(line).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The language's English name and its tag, as <c>German (de)</c>.</summary>
    public static string Language(string tag)
    {
        var plain = new string([.. tag.Where(static c => char.IsAsciiLetterOrDigit(c) || c == '-').Take(20)]);
        try
        {
            var culture = CultureInfo.GetCultureInfo(plain, predefinedOnly: true);
            return culture.EnglishName.Length > 0 ? $"{culture.EnglishName} ({plain})" : plain;
        }
        catch (CultureNotFoundException)
        {
            return plain;
        }
    }

    private static string Line(string? text, int longest)
    {
        var line = CleanSources.OneLine(Invisible.Remove(text ?? "")).Trim().TrimEnd('.');
        return line.Length <= longest ? line : line[..longest];
    }
}
