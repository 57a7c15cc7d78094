using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>What is told of the user in everyday words: it stands in a source of the user's, is a word of any letter, or is marked.</summary>
public sealed class UnsourcedWordTests
{
    private static readonly WritingSource[] Sources =
    [
        new("cv:1", SourceKind.Cv, "Dispensing Assistant, Fellside Eyecare, Kendal, April 2019 - present"),
        new("cv:2", SourceKind.Cv, "Fits around 25 pairs of spectacles a week; repairs frames in the workshop"),
        new("cv:3", SourceKind.Cv, "Took over stock ordering in 2022; home visits to 6 care homes"),
        new("cv:4", SourceKind.Cv, "Gärtnerin, Blumenhof Wagner, Fulda: Anzucht von 40.000 Balkonpflanzen, Pflanzenschutz, Gießkannen"),
        new("posting:1", SourceKind.Posting, "You will handle complaints and train one apprentice"),
    ];

    [Theory]
    [InlineData("I am trained to operate a forklift.", "forklift")]
    [InlineData("I'm comfortable negotiating leases.", "negotiating leases")]
    [InlineData("I have a knack for public relations.", "public")]
    [InlineData("Taking notes and booking travel are part of my routine.", "booking travel")]
    [InlineData("We meet on Friday, with video editing on the side.", "video editing")]
    [InlineData("I took over stock ordering, as well as payroll.", "payroll")]
    [InlineData("I negotiate contracts.", "negotiate contracts")]
    [InlineData("I can weld.", "weld")]
    [InlineData("I know my way around customer service.", "customer")]
    [InlineData("I can interpret prescriptions.", "interpret prescriptions")]
    [InlineData("I visit care homes, making good use of my counselling skills.", "counselling")]
    [InlineData("I handle complaints.", "complaints")]
    [InlineData("I worked my way up to chief of staff.", "chief")]
    [InlineData("Das Verhandeln von Mietverträgen liegt mir besonders.", "Mietverträgen")]
    [InlineData("Ich mache seit Jahren Jugendarbeit.", "Jugendarbeit")]
    [InlineData("Ich bin in Buchführung geschult.", "Buchführung")]
    [InlineData("Ich leite den Verkauf.", "Verkauf")]
    [InlineData("Ich habe die Warenannahme übernommen.", "Warenannahme")]
    [InlineData("Ich ziehe Balkonpflanzen an, einschließlich der Vermarktung.", "Vermarktung")]
    [InlineData("Für die Lagerhaltung bin ich verantwortlich.", "Lagerhaltung")]
    [InlineData("Seit kurzem bin ich dort Bereichsleitung.", "Bereichsleitung")]
    public void Check_WhatNoSourceSaysOfTheUser_IsMarked(string text, string mark) => Assert.Contains(Check(text), claim => claim.Text == mark);

    [Theory]
    [InlineData("I repair spectacles, and I am responsible for ordering our stock.")]
    [InlineData("I am used to visiting care homes.")]
    [InlineData("I would be happy to be trained to fly a drone.")]
    [InlineData("I have never chaired meetings.")]
    [InlineData("Should I bring tools?")]
    [InlineData("I know what it takes, and I pick things up quickly.")]
    [InlineData("We used to throw away the old frames.")]
    [InlineData("A frame I repaired never comes back.")]
    [InlineData("Ich übernehme gern Verantwortung.")]
    [InlineData("Ich betreue die Anzucht und den Pflanzenschutz.")]
    [InlineData("Soll ich Arbeitskleidung mitbringen?")]
    [InlineData("Ich würde gern Führungen geben.")]
    [InlineData("Ich verantworte 40.000 Pflanzen.")]
    [InlineData("Ich kenne den Arbeitsalltag und stehe oft am Balkonfenster.")]
    [InlineData("I am comfortable with dispensary repairs.")]
    public void Check_WhatASourceBearsOutOrNobodyClaims_IsNotMarked(string text) => Assert.Empty(Check(text));

    [Fact]
    public void Check_WhatOnlyThePostingSays_IsMarkedWhereItIsToldOfTheUser()
    {
        Assert.Contains("only other people's texts", Assert.Single(Check("I have handled complaints.")).Reason, StringComparison.Ordinal);
        Assert.Empty(Check("Handling complaints is what you ask for."));
    }

    private static IReadOnlyList<Claim> Check(string text) => ClaimCheckerTests.Words(new ClaimChecker().Check(ClaimCheckerTests.Written(text), Sources, null, ClaimCorpus.Today).Claims);
}
