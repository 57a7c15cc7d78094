using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing;

/// <summary>Knows numbers and web addresses: one that no source has is a claim, or is taken out.</summary>
internal sealed class FakeClaimChecker : IClaimChecker
{
    private static readonly char[] Ends = [' ', '\n', '.', ',', '(', ')', '[', ']', '"', '*'];

    public ClaimCheck Check(WriterResponse written, IReadOnlyList<WritingSource> sources, Voice? voice, DateOnly today)
    {
        var known = sources.SelectMany(static source => source.Text.Split(Ends)).ToHashSet(StringComparer.Ordinal);
        var (claims, stripped) = (new List<Claim>(), new List<string>());
        var cleaned = written with { Parts = [.. written.Parts.Select(part => part with { Sentences = [.. part.Sentences.Select(Clean)] })] };
        foreach (var sentence in cleaned.Parts.SelectMany(static part => part.Sentences))
        {
            foreach (var number in sentence.Text.Split(Ends).Where(word => word.Length > 0 && word.All(char.IsAsciiDigit) && !known.Contains(word)))
                claims.Add(new Claim { Id = "c", Kind = ClaimKind.Number, Text = number, Sentence = sentence.Text, Reason = "no source has this number" });
        }

        return new ClaimCheck(claims, cleaned, stripped, null);

        WrittenSentence Clean(WrittenSentence sentence)
        {
            var text = sentence.Text;
            for (int at; (at = text.IndexOf("http", StringComparison.OrdinalIgnoreCase)) >= 0;)
            {
                var end = text.IndexOfAny([' ', '\n', ')', ']', '"', '>'], at);
                stripped.Add(text[at..(end < 0 ? text.Length : end)]);
                text = text[..at] + (end < 0 ? "" : text[end..]);
            }

            return sentence with { Text = text };
        }
    }
}
