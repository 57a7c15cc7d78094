using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>Dates and posts told in a roundabout way, names spelled another way, and figures that follow from others by chance.</summary>
public sealed class ObliqueTests
{
    private static readonly WritingSource[] Sources =
    [
        new("contact.lastName", SourceKind.Contact, "Bosch"),
        new("contact.city", SourceKind.Contact, "Zürich"),
        new("sender.name", SourceKind.Sender, "José Müller"),
        new("cv:1", SourceKind.Cv, "Night porter, Hotel Adler, Lindau, since March 2019; keeps the front desk alone"),
        new("cv:2", SourceKind.Cv, "38 rooms; a check-in that took 45 minutes takes six"),
        new("mail:1", SourceKind.Mail, "Could we meet on 12 November at 18:00?"),
        new("note:1", SourceKind.Note, "Silvester 2023: das erste Kind kam um 23:58 Uhr, das zweite um 0:04 Uhr"),
        new("note:2", SourceKind.Note, "A week later the guests had their cake"),
    ];

    [Theory]
    [InlineData("I have done this since the year of the moon landing.", ClaimKind.Date, "since the year of the moon landing")]
    [InlineData("I look forward to it, for the first time since the turn of the millennium.", ClaimKind.Date, "since the turn of the millennium")]
    [InlineData("I started shortly after the great flood.", ClaimKind.Date, "shortly after the great flood")]
    [InlineData("Angefangen habe ich damit kurz nach der Währungsreform.", ClaimKind.Date, "kurz nach der Währungsreform")]
    [InlineData("I was away until the first week of November.", ClaimKind.Date, "first week of November")]
    [InlineData("They put me in charge of the whole department.", ClaimKind.Title, "department")]
    [InlineData("At Hotel Adler I am second in command.", ClaimKind.Title, "second in command")]
    [InlineData("Im Hotel Adler bin ich die rechte Hand vom Chef.", ClaimKind.Title, "rechte Hand")]
    [InlineData("Dear Mr Bösch, thank you.", ClaimKind.Name, "Bösch")]
    [InlineData("Gern komme ich nach Zurich.", ClaimKind.Name, "Zurich")]
    [InlineData("I trained 18 colleagues there.", ClaimKind.Number, "18")]
    [InlineData("Two thirds of them came back.", ClaimKind.Number, "Two thirds")]
    [InlineData("I did it in 12 weeks.", ClaimKind.Number, "12 weeks")]
    public void Check_WhatIsToldInARoundaboutWay_IsMarked(string text, ClaimKind kind, string mark) => Assert.Contains(Check(text), claim => claim.Kind == kind && claim.Text == mark);

    [Theory]
    [InlineData("I look forward to meeting you in Zurich.")]
    [InlineData("Dear Ms Bosch, yours, Jose Mueller")]
    [InlineData("The second week of November suits me.")]
    [InlineData("I am in charge of the front desk.")]
    [InlineData("Would you like me to write shortly after the holidays?")]
    [InlineData("Es war zwei Minuten vor Mitternacht.")]
    [InlineData("Das zweite kam vier Minuten nach zwölf.")]
    [InlineData("Am 12. November um sechs komme ich.")]
    [InlineData("One week on the guests had their cake.")]
    [InlineData("A check-in takes 87 percent less time than the 45 minutes it took.")]
    public void Check_WhatASourceBearsOut_IsNotMarked(string text) => Assert.Empty(Check(text));

    private static IReadOnlyList<Claim> Check(string text) => new ClaimChecker().Check(ClaimCheckerTests.Written(text), Sources, null, ClaimCorpus.Today).Claims;
}
