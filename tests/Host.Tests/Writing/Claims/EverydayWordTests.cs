using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>Where a capital says nothing, the dictionaries tell words from names.</summary>
public sealed class EverydayWordTests
{
    [Theory]
    [InlineData("Curiosity got me here. Orchards taught me the rest.")]
    [InlineData("Ich reise mit der Bahn an und stehe gern an der Hobelbank.")]
    [InlineData("Wäre ein Probetag möglich? Gäbe es einen Parkplatz für mein Lastenrad?")]
    [InlineData("Im Anschluss zeige ich Ihnen gern meine Skizzenbücher und Entwurfsmappen.")]
    [InlineData("Am liebsten verbringe ich die Zeit im Wohnzimmer.")]
    [InlineData("Diese Mappe liegt oben auf. Zusammen mit dem Anschreiben bildet sie das Herzstück.")]
    [InlineData("Das Alleinstellungsmerkmal steht im Flattersatz, der Ansprechpartner im Briefkopf.")]
    [InlineData("Worum es ging? Daneben war eine Hospitation möglich, und meine Examina liegen bei.")]
    [InlineData("Schicken Sie mir den Link zu Ihrem Showroom? Wodurch unterscheiden sich beide Varianten?")]
    public void Check_EverydayWords_AreNotMarked(string text) => Assert.Empty(Check(text));

    [Theory]
    [InlineData("Stripe offered me a contract.", "Stripe")]
    [InlineData("Target employed me for a while.", "Target")]
    [InlineData("I enjoyed the summer at Orchard.", "Orchard")]
    [InlineData("Ich habe bei Linde gelernt.", "Linde")]
    [InlineData("Bei der Commerzbank lernte ich sorgfältig zu arbeiten.", "Commerzbank")]
    [InlineData("Zu meinen Kunden gehörte die Deutsche Bahn.", "Deutsche Bahn")]
    [InlineData("Ich habe in Mannheim gewohnt.", "Mannheim")]
    [InlineData("Herr Tischler hat mich ausgebildet.", "Tischler")]
    public void Check_NamesThatAreWordsToo_AreMarked(string text, string mark) => Assert.Contains(Check(text), claim => claim.Text.Contains(mark, StringComparison.Ordinal));

    [Fact]
    public void HasGermanNoun_NamesOfTownsFirmsAndPeople_AreNone() =>
        Assert.DoesNotContain("siemens bosch zalando adidas vodafone sennheiser hamburg ingolstadt pforzheim rosenberg steinbach anna petra kafka kubernetes microsoft globex".Split(' '), CommonWords.HasGermanNoun);

    private static IReadOnlyList<Claim> Check(string text) => ClaimCheckerTests.Words(new ClaimChecker().Check(ClaimCheckerTests.Written(text), [], null, ClaimCorpus.Today).Claims);
}
