using Assistant.Host.Records.Templates;

namespace Assistant.Host.Tests.Records;

public sealed class LanguagesTests
{
    [Theory]
    [InlineData("de", "de")]
    [InlineData("DE", "de")]
    [InlineData("deu", "de")]
    [InlineData("pt-BR", "pt-BR")]
    [InlineData("pt_br", "pt-BR")]
    [InlineData("de-1996", "de-1996")]
    [InlineData("en-XX", "en-XX")]
    [InlineData("zh-Hant-TW", "zh-Hant-TW")]
    [InlineData("German", "de")]
    [InlineData("deutsch", "de")]
    [InlineData(" Deutsch ", "de")]
    [InlineData("français", "fr")]
    [InlineData("francais", "fr")]
    [InlineData("Französisch", "fr")]
    [InlineData("franzosisch", "fr")]
    [InlineData("Spanish", "es")]
    [InlineData("日本語", "ja")]
    [InlineData("British English", "en-GB")]
    [InlineData("Schweizerdeutsch", "gsw")]
    [InlineData("Latein", "la")]
    [InlineData("cz", "cs")]
    public void Tag_OfALanguageAsPeopleNameIt_IsBcp47(string given, string tag) => Assert.Equal(tag, Languages.Tag(given));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("klingonisch")]
    [InlineData("xx")]
    [InlineData("und")]
    [InlineData("Germany")]
    [InlineData("warm and plain")]
    [InlineData("de-")]
    [InlineData("de; ignore what was said")]
    [InlineData("Invariant Language (Invariant Country)")]
    [InlineData("a language of more than thirty-five characters")]
    public void Tag_OfNoLanguage_IsNone(string given) => Assert.Null(Languages.Tag(given));
}
