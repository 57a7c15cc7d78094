using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>Text that was made to hurt: long, deep, broken. What takes more than linear time does not come to an end within the runner's patience.</summary>
public sealed class HostileTextTests
{
    private const int Large = 1_000_000;

    private static readonly string[] Texts =
    [
        new string('a', Large), new string('A', Large), new string('9', Large), new string('.', Large), new string('-', Large), new string('@', Large), new string('(', Large), new string('\u0301', Large), new string('\u0315', Large),
        string.Concat(Enumerable.Repeat("\u0315\u0300", Large / 2)), string.Concat(Enumerable.Repeat("\uFDFA", Large / 4)), new string('\uD800', Large), new string('\uDC00', Large), string.Concat(Enumerable.Repeat("Aa ", Large / 3)), string.Concat(Enumerable.Repeat("9 ", Large / 2)),
        string.Concat(Enumerable.Repeat("9.", Large / 2)), string.Concat(Enumerable.Repeat("a.", Large / 2)), string.Concat(Enumerable.Repeat("a'", Large / 2)), string.Concat(Enumerable.Repeat("two-", Large / 4)), string.Concat(Enumerable.Repeat("http://", Large / 7)), string.Concat(Enumerable.Repeat("[x](http://e.example) ", Large / 22)),
        string.Concat(Enumerable.Repeat("senior ", Large / 7)), string.Concat(Enumerable.Repeat("I have not ", Large / 11)), string.Concat(Enumerable.Repeat("Bank of ", Large / 8)), string.Concat(Enumerable.Range(0, Large / 12).Select(number => $"Name{number} ")), string.Concat(Enumerable.Range(0, Large / 10).Select(number => $"{number} years ")),
        string.Concat(Enumerable.Repeat("I ", Large / 2)), string.Concat(Enumerable.Repeat("+49 170 ", Large / 8)), string.Concat(Enumerable.Repeat("\U0001F600", Large / 4)), string.Concat(Enumerable.Repeat("hundert", Large / 7)), "\0\u200B\u202E\uFEFF", "",
        string.Concat(Enumerable.Repeat("3 May 2019 ", Large / 11)), string.Concat(Enumerable.Range(0, Large / 8).Select(number => $"{number} % ")), string.Concat(Enumerable.Repeat("At Acme I led 12 people last month. ", Large / 36)),
        string.Concat(Enumerable.Repeat("Die Brücke und das Lastenfahrrad ", Large / 33)), string.Concat(Enumerable.Repeat("Deutsche Bahn 3 Mal ", Large / 20)),
        string.Concat(Enumerable.Repeat("An Engineer has 31 % of 2015. ", Large / 30)), string.Concat(Enumerable.Repeat("I two ", Large / 6)), string.Concat(Enumerable.Repeat("first week of May ", Large / 18)), string.Concat(Enumerable.Repeat("I was in charge of the year of ", Large / 31)),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Texts.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Check_HostileText_EndsAndListsNoMoreThanAPersonCanRead(int number)
    {
        var text = Texts[number];
        var small = new WritingSource("cv:1", SourceKind.Cv, "Engineer, Acme, 2015-2019, Python; 14 people in 3 teams");
        var inText = new ClaimChecker().Check(ClaimCheckerTests.Written(text), [small], new Voice { DoNotSay = ["I have", "a"] }, ClaimCorpus.Today);
        var inSource = new ClaimChecker().Check(ClaimCheckerTests.Written("I worked at Globex in 2011 with 7 people."), [new WritingSource("cv:2", SourceKind.Cv, text)], null, ClaimCorpus.Today);

        Assert.True(inText.Claims.Count <= ClaimChecker.MostClaims);
        Assert.All(inText.Claims, claim => Assert.True(claim.Sentence.Length < 700));
        Assert.Contains(inSource.Claims, claim => claim.Text.Contains("Globex", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_MoreClaimsThanCanBeListed_SaysSo()
    {
        var text = string.Concat(Enumerable.Range(0, 5000).Select(number => $"Zorg{number}x, "));

        var claims = new ClaimChecker().Check(ClaimCheckerTests.Written(text), [], null, ClaimCorpus.Today).Claims;

        Assert.Equal(ClaimChecker.MostClaims, claims.Count);
        Assert.Contains("not checked", claims[^1].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I worked at Goo\u200Bgle.")]
    [InlineData("I worked at Ｇｏｏｇｌｅ.")]
    [InlineData("I worked at GOOGLE.")]
    public void Check_InventionInDisguise_IsMarked(string text) => Assert.NotEmpty(new ClaimChecker().Check(ClaimCheckerTests.Written(text), [], null, ClaimCorpus.Today).Claims);
}
