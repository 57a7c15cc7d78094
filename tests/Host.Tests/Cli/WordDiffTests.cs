using Assistant.Host.Cli;

namespace Assistant.Host.Tests.Cli;

public sealed class WordDiffTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("a b c", "a b c", "a b c")]
    [InlineData("a b c", "a x c", "a [-b-]{+x+} c")]
    [InlineData("", "new words", "{+new words+}")]
    [InlineData("old words", "", "[-old words-]")]
    [InlineData("I was here.", "I am not here.", "I [-was-]{+am+} {+not +}here.")]
    [InlineData("Zürich, 2019\n\nDear Ana", "Zürich, 2020\n\nDear Ana,", "Zürich, [-2019-]{+2020+}\n\nDear Ana{+,+}")]
    public void Between_TwoTexts_ShowsTheWordsThatChanged(string before, string after, string shown) => Assert.Equal(shown, Text(WordDiff.Between(before, after)));

    [Fact]
    public void Between_AnyTwoTexts_LosesNothing()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var (before, after) = (Words(random), Words(random));

            var pieces = WordDiff.Between(before, after);

            Assert.Equal(before, string.Concat(pieces.Where(static piece => piece.Kind != DiffKind.Added).Select(static piece => piece.Text)));
            Assert.Equal(after, string.Concat(pieces.Where(static piece => piece.Kind != DiffKind.Removed).Select(static piece => piece.Text)));
        }
    }

    [Fact]
    public void Between_TextsThatShareNothing_IsShownAllTheSame()
    {
        var pieces = WordDiff.Between(string.Join(' ', Enumerable.Range(0, 5000)), string.Join('\n', Enumerable.Range(10_000, 5000)));

        Assert.Equal([DiffKind.Removed, DiffKind.Added], pieces.Select(static piece => piece.Kind));
    }

    private static string Words(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(30)).Select(_ => (string[])["a", "b", "c.", "d\n"]).Select(words => words[random.Next(4)]));

    private static string Text(IEnumerable<DiffPiece> pieces) => string.Concat(pieces.Select(static piece => piece.Kind switch
    {
        DiffKind.Removed => $"[-{piece.Text}-]",
        DiffKind.Added => $"{{+{piece.Text}+}}",
        _ => piece.Text,
    }));
}
