using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>What follows from the lines that a sentence tells of, and what only seems to.</summary>
public sealed class DerivationTests
{
    private static readonly WritingSource[] Sources =
    [
        new("cv:1", SourceKind.Cv, "Restored the oak roof of a barn in Derbyshire, 2025"),
        new("cv:2", SourceKind.Cv, "Languages: English, German and Swahili"),
        new("cv:3", SourceKind.Cv, "Line infections on the ward fell from 12 to 3"),
        new("cv:4", SourceKind.Cv, "Largest contract EUR 740,000"),
        new("cv:5", SourceKind.Cv, "Restorer, Vale & Daughter, Leeds, Yorkshire (2016 - 2021)"),
        new("note:1", SourceKind.Note, "Met Beatrix at the careers fair in London on 12 October 2026"),
        new("cv:6", SourceKind.Cv, "Loading of a lorry cut from 90 minutes to 55 within a year; picking errors from 3.2 % to 0.8 %"),
        new("note:2", SourceKind.Note, "Rate: £0.11 per word"),
        new("mail:2", SourceKind.Mail, "Please call by 3.15pm on 1 December 2026"),
        new("mail:1", SourceKind.Mail, "The workshop runs from 14:00 to 16:00 in the main hall"),
    ];

    [Theory]
    [InlineData("It was lovely to meet at the careers fair last month.")]
    [InlineData("Last year I restored the oak roof of a barn.")]
    [InlineData("I speak three languages, Swahili among them, and English.")]
    [InlineData("Infections on the ward fell by three quarters.")]
    [InlineData("Infections on the ward fell by 75 %, nine fewer than before.")]
    [InlineData("The two hours of the workshop in the main hall suit me.")]
    [InlineData("My largest contract was worth close to three quarters of a million euros.")]
    [InlineData("One in four infections on the ward is left, so we doubled down on it.")]
    [InlineData("A thousand thanks; I gave it a hundred percent from day one.")]
    [InlineData("Loading a lorry takes 55 minutes now, 35 fewer than before, and it took one year.")]
    [InlineData("Loading a lorry got faster by well over a third; picking errors fell by a full three quarters.")]
    [InlineData("I charge 11p per word and will call by quarter past three on 1 December.")]
    [InlineData("Ich rufe am 1. Dezember um Viertel nach drei an.")]
    public void Check_WhatFollowsFromTheLinesMeant_IsNotMarked(string text) => Assert.Empty(Check(text));

    [Theory]
    [InlineData("Last month I moved to Derbyshire.", "Last month")]
    [InlineData("Last year I learnt to sail.", "Last year")]
    [InlineData("I speak five languages, Swahili among them, and English.", "five")]
    [InlineData("At Vale & Daughter in Leeds I trained five apprentices.", "five")]
    [InlineData("Infections on the ward fell by 60 %.", "60 %")]
    [InlineData("The four hours of the workshop in the main hall suit me.", "four hours")]
    [InlineData("Loading a lorry got faster by more than four fifths.", "four fifths")]
    [InlineData("I charge 12p per word.", "12p")]
    [InlineData("I will call at half past three.", "half past three")]
    [InlineData("Ich rufe um halb vier an.", "halb vier")]
    public void Check_WhatDoesNotFollow_IsMarked(string text, string mark) => Assert.Contains(Check(text), claim => claim.Text == mark);

    [Theory]
    [InlineData("I clear 140 containers a month, so getting on for 1,700 a year.", "a,b")]
    [InlineData("Two thirds of my crew of six are climbers.", "c,d")]
    [InlineData("It would be six more than I have now.", "c,e")]
    [InlineData("A quarter of yours are oaks, so 27.5 hectares.", "f")]
    [InlineData("January 18 is seven days after the date in your letter.", "g,h")]
    [InlineData("Zwei Tage passen mir, nämlich Montag und Donnerstag.", "i,j")]
    public void Check_WhatFollowsFromTheLinesNamed_IsMarkedOnlyWhereTheyAreNotNamed(string text, string named)
    {
        WritingSource[] sources =
        [
            new("a", SourceKind.Cv, "Clear about 140 containers a month"), new("b", SourceKind.Posting, "Durban"), new("c", SourceKind.Cv, "A crew of 6"), new("d", SourceKind.Cv, "4 climbers and 2 drivers"), new("e", SourceKind.Posting, "12 people"),
            new("f", SourceKind.Posting, "110 hectares, a quarter of it oak"), new("g", SourceKind.Mail, "It starts on Monday, January 11, 2027"), new("h", SourceKind.Note, "Asks for January 18 instead"), new("i", SourceKind.Note, "Kann montags und donnerstags"), new("j", SourceKind.Note, "Dresden"),
        ];
        var written = ClaimCheckerTests.Written(text);
        var naming = written with { Parts = [written.Parts[0] with { Sentences = [new WrittenSentence(text, named.Split(','))] }] };

        Assert.Empty(new ClaimChecker().Check(naming, sources, null, ClaimCorpus.Today).Claims);
        Assert.NotEmpty(new ClaimChecker().Check(written, [.. sources.Where(source => !named.Contains(source.Id, StringComparison.Ordinal))], null, ClaimCorpus.Today).Claims);
    }

    private static IReadOnlyList<Claim> Check(string text) => ClaimCheckerTests.Words(new ClaimChecker().Check(ClaimCheckerTests.Written(text), Sources, null, ClaimCorpus.Today).Claims);
}
