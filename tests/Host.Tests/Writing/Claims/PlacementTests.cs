using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>A fact of one employer or school that is told of another.</summary>
public sealed class PlacementTests
{
    private static readonly WritingSource[] Sources =
    [
        new("sender.name", SourceKind.Sender, "Jonas Weiß"),
        new("contact.company", SourceKind.Contact, "Corvid Ltd"),
        new("cv:1", SourceKind.Cv, "Engineering Manager, Acme Robotics, Leeds, 2021 - present"),
        new("cv:2", SourceKind.Cv, "Cut build times by 40 %; runs 6 services"),
        new("cv:3", SourceKind.Cv, "Team Lead, Beta Analytics GmbH, Berlin, 2015 - 2020"),
        new("cv:4", SourceKind.Cv, "Led a team of 12; budget of EUR 1.5 million"),
        new("cv:5", SourceKind.Cv, "MSc Statistics, University of York, 2014"),
        new("cv:6", SourceKind.Cv, "BSc Mathematics, University of Durham, 2012"),
        new("cv:7", SourceKind.Cv, "Skills: Python, 9 certificates"),
        new("note:1", SourceKind.Note, "The allotment club I run has 77 members"),
    ];

    [Theory]
    [InlineData("At Acme I led the 12-person team.", "12")]
    [InlineData("At Acme Robotics I led a team of twelve.", "twelve")]
    [InlineData("At Beta Analytics I cut build times by 40 %.", "40 %")]
    [InlineData("At Acme I managed a budget of €1.5M.", "€1.5M")]
    [InlineData("I was team lead at Acme.", "team lead")]
    [InlineData("I joined Acme in 2015.", "2015")]
    [InlineData("I completed my MSc at Durham.", "MSc")]
    [InlineData("I graduated from the University of York in 2012.", "2012")]
    [InlineData("Bei Acme leitete ich ein Team von zwölf Personen.", "zwölf")]
    public void Check_FactOfAnotherPlace_IsMarkedWithTheLineThatHasIt(string text, string mark)
    {
        var claim = Assert.Single(Check(text));

        Assert.Equal(mark, claim.Text);
        Assert.Contains("stands with", claim.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("At Beta I led the 12-person team.")]
    [InlineData("At Acme I cut build times by 40 %.")]
    [InlineData("I was team lead at Beta Analytics, with a budget of €1.5M.")]
    [InlineData("After leading a team of 12 at Beta Analytics, I now run six services at Acme.")]
    [InlineData("At Acme I use what a team of twelve at Beta taught me.")]
    [InlineData("I led a team of 12.")]
    [InlineData("I have been at Acme since 2021; before that I led a team of twelve.")]
    [InlineData("I took my MSc at York.")]
    [InlineData("I graduated from Durham in 2012.")]
    [InlineData("At Acme I earned 9 certificates.")]
    [InlineData("At Acme we are fewer than the 77 members of the club I run.")]
    [InlineData("Bei Beta leitete ich ein Team von zwölf Personen.")]
    public void Check_FactInItsPlaceOrOfNoPlace_IsNotMarked(string text) => Assert.Empty(Check(text));

    private static IReadOnlyList<Claim> Check(string text) => new ClaimChecker().Check(ClaimCheckerTests.Written(text), Sources, null, ClaimCorpus.Today).Claims;
}
