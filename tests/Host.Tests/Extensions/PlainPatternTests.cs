using System.Text.RegularExpressions;
using Assistant.Host.Extensions.Settings;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Extensions;

public sealed class PlainPatternTests
{
    private const string Alphabet = @"ab z09AZ-_.:/@,^$[]{}()|\dwspx*+?&#";

    [Theory]
    [InlineData(@"^http://127\.0\.0\.1:[0-9]{1,5}$")]
    [InlineData("^[a-z][a-z0-9-]*$")]
    [InlineData(@"\d{4}-\d{2}-\d{2}")]
    [InlineData("[^@ ]+@[^@ ]+")]
    [InlineData("")]
    public void Is_APatternAsManifestsHaveThem_IsTrue(string pattern) => Assert.True(PlainPattern.Is(pattern));

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("[z-a]")]
    [InlineData("a{3,2}")]
    [InlineData("a**")]
    [InlineData("*a")]
    [InlineData("[a")]
    [InlineData(@"\q")]
    [InlineData(@"a\")]
    [InlineData("a$b")]
    public void Is_AnythingElse_IsFalse(string pattern) => Assert.False(PlainPattern.Is(pattern));

    [Fact]
    public void Is_OfMadeUpTexts_IsTrueOnlyWhereTheMatcherTakesThem()
    {
        var size = SuiteSize.Of(5_000, 40_000, 400_000);
        var random = new Random(31);
        var plain = 0;
        for (var i = 0; i < size; i++)
        {
            var text = new string(random.GetItems<char>(Alphabet, random.Next(12)));
            if (!PlainPattern.Is(text))
                continue;
            plain++;
            _ = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }

        Assert.True(plain > size / 50, $"{plain} of {size}");
    }
}
