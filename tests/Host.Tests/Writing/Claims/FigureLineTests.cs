using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>Figures and dates that the sources have of something else, and words for a post or a field that no source has, whoever they are told of.</summary>
public sealed class FigureLineTests
{
    private static readonly WritingSource[] Sources =
    [
        new("cv:1", SourceKind.Cv, "Database administrator, Orchard Retail Systems, Sheffield, since January 2021; took 38 databases to PostgreSQL 16"),
        new("cv:2", SourceKind.Cv, "Fleet planner, Northern Coaches, 2014 - 2019; cut complaints by 12% in 2017"),
        new("cv:3", SourceKind.Cv, "Team of 5; 3,000 flight hours; six student teachers"),
        new("mail:1", SourceKind.Mail, "Dear Ada, thank you for the talk of 21 October 2026. We need 24 people by 9 November."),
    ];

    [Theory]
    [InlineData("My section has 38 people.", "38")]
    [InlineData("I moved to the coast in 2017.", "2017")]
    [InlineData("Rents rose by 12 percent.", "12 percent")]
    [InlineData("As promised on Wednesday, here is my answer.", "Wednesday")]
    [InlineData("Travel does not frighten her. On top of that she is the fire warden.", "warden")]
    [InlineData("As for referees, you may ask a lawyer, with graphic design thrown in.", "graphic design")]
    [InlineData("I have given more than 130 talks.", "130")]
    public void Check_FigureOfSomethingElse_IsMarked(string text, string mark) => Assert.Contains(Check(text), claim => claim.Text == mark);

    [Theory]
    [InlineData("I took 38 databases to PostgreSQL.")]
    [InlineData("At Orchard it was 38 of them.")]
    [InlineData("Complaints fell by 12 percent.")]
    [InlineData("In 2017 it was 12 percent.")]
    [InlineData("I joined in January 2021.")]
    [InlineData("I lead a team of five.")]
    [InlineData("I have half a dozen student teachers.")]
    [InlineData("On Wednesday 21 October we talked.")]
    [InlineData("Would 24 people be enough?")]
    [InlineData("You need 24 of them.")]
    public void Check_FigureWhereItStands_IsNotMarked(string text) => Assert.Empty(Check(text));

    [Fact]
    public void Check_FigureOfSomethingElse_SaysWithWhatItStands()
    {
        var claim = Assert.Single(Check("My section has 38 people."), claim => claim.Text == "38");

        Assert.Equal(ClaimKind.Number, claim.Kind);
        Assert.StartsWith("In the sources “38” stands with “Database administrator, Orchard", claim.Reason, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Claim> Check(string text) => ClaimCheckerTests.Words(new ClaimChecker().Check(ClaimCheckerTests.Written(text), Sources, null, ClaimCorpus.Today).Claims);
}
