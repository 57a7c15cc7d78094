using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>Roles and places of work by what the word means, and figures that a reader works out at a glance.</summary>
public sealed class KindTests
{
    private static readonly WritingSource[] Sources =
    [
        new("cv:1", SourceKind.Cv, "Midwife, St Bride's Infirmary, Leeds, since 2016; 35-40 births a year"),
        new("cv:2", SourceKind.Cv, "Cut waiting from 9 days to 4; complaints down by 38% in 6 weeks; mean stay 74 minutes"),
        new("cv:3", SourceKind.Cv, "Konditorin, Konditorei Edtbauer, Linz; Meisterprüfung 2024; 16 Betten, davon 10 belegt"),
        new("cv:4", SourceKind.Cv, "Bakery assistant, Corbett & Sons, 2012 - 2014; 1.3 million loaves"),
        new("posting:1", SourceKind.Posting, "A clinic that wants 5 years of practice and knowledge of SAP; from 11:00 to 20:00"),
    ];

    [Theory]
    [InlineData("I am a midwife and have worked in an infirmary since 2016.")]
    [InlineData("I'm looking forward to it.")]
    [InlineData("I started out as an assistant in a bakery.")]
    [InlineData("I was once a baker, and my time at the bakery taught me patience.")]
    [InlineData("I would love to be treasurer of your club one day.")]
    [InlineData("I have never worked in a restaurant.")]
    [InlineData("Ich bin Konditormeisterin.")]
    [InlineData("I more than halved the waiting, from nine days to four.")]
    [InlineData("More than a third fewer complaints came in.")]
    [InlineData("I see some three dozen births a year.")]
    [InlineData("That took a month and a half.")]
    [InlineData("A stay is an hour and fourteen minutes.")]
    [InlineData("One point three million loaves went through my hands.")]
    [InlineData("Mehr als die Hälfte der Betten ist belegt.")]
    [InlineData("I have worked with paper files rather than SAP.")]
    [InlineData("A call at eleven works well.")]
    public void Check_WhatASourceBearsOut_IsNotMarked(string text) => Assert.Empty(Check(text, "cv:1", "cv:2", "cv:3", "cv:4"));

    [Theory]
    [InlineData("In my spare time I am treasurer of a choir.", "treasurer")]
    [InlineData("My colleagues elected me shop steward.", "shop steward")]
    [InlineData("I learned the basics in my uncle's garage.", "uncle's garage")]
    [InlineData("Before that I spent two years at a call centre.", "call centre")]
    [InlineData("My time at the county council helps me.", "county council")]
    [InlineData("Since 2016 I have been a waiter.", "waiter")]
    [InlineData("I took a correspondence course.", "correspondence")]
    [InlineData("Derzeit besuche ich einen Kurs an der Volkshochschule.", "Volkshochschule")]
    [InlineData("For a while I worked in a care home.", "care home")]
    [InlineData("Before that I spent a year with a start-up.", "start-up")]
    [InlineData("Eine Weile hatte ich eine Stelle in einem Autohaus, die mir gefiel.", "Autohaus")]
    [InlineData("Eine Kollegin von damals ist heute Übersetzerin.", "Übersetzerin")]
    [InlineData("Vorher war ich Nachtwächter.", "Nachtwächter")]
    [InlineData("Statistics was a part of it.", "Statistics")]
    [InlineData("Viel Zeit ging in Datenanalyse.", "Datenanalyse")]
    [InlineData("Viel Zeit ging in Schach.", "Schach")]
    [InlineData("It was there three summers ago.", "three")]
    [InlineData("Angefangen habe ich damit vor ein paar Monaten.", "vor ein paar Monaten")]
    [InlineData("Then came a gap year.", "gap year")]
    [InlineData("They made me employee of the month.", "employee of the month")]
    [InlineData("Man machte mich zur Elternsprecherin.", "Elternsprecherin")]
    [InlineData("The round began before sunrise.", "sunrise")]
    [InlineData("Fertig waren wir meistens spätabends.", "spätabends")]
    [InlineData("Nebenher helfe ich in der Gärtnerei meiner Eltern aus.", "Gärtnerei")]
    [InlineData("Angefangen habe ich als Aushilfe.", "Aushilfe")]
    [InlineData("Seit letztem Jahr gehöre ich der Geschäftsführung an.", "Geschäftsführung")]
    [InlineData("Damit sanken die Kosten um ein Sechstel.", "Sechstel")]
    [InlineData("I more than tripled the waiting.", "tripled")]
    public void Check_WhatNoSourceBearsOut_IsMarked(string text, string mark) => Assert.Contains(Check(text, "cv:1", "cv:2"), claim => claim.Text == mark);

    private static IReadOnlyList<Claim> Check(string text, params string[] cited)
    {
        var written = ClaimCheckerTests.Written(text);
        written = written with { Parts = [.. written.Parts.Select(part => part with { Sentences = [.. part.Sentences.Select(sentence => sentence with { Sources = cited })] })] };
        return new ClaimChecker().Check(written, Sources, null, ClaimCorpus.Today).Claims;
    }
}
