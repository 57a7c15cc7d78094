using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>Claims in words of any letter: they are marked where nothing else in their sentence is borne out, and behind words that name an ability.</summary>
public sealed class BareClaimTests
{
    private static readonly WritingSource[] Sources =
    [
        new("contact.firstName", SourceKind.Contact, "Aroha"),
        new("contact.title", SourceKind.Contact, "Geschäftsführerin"),
        new("contact.role", SourceKind.Contact, "Practice Manager"),
        new("cv:1", SourceKind.Cv, "Dispensing Assistant, Fellside Eyecare, Kendal, April 2019 - present"),
        new("cv:2", SourceKind.Cv, "Stock ordering since 2022: finding a frame takes 2 minutes instead of 20"),
        new("cv:3", SourceKind.Cv, "Gärtner, Blumenhof Wagner, Fulda"),
        new("note:1", SourceKind.Note, "Moves to her sister's in Ludlow in January 2027; her grandmother Odile wore glasses"),
    ];

    [Theory]
    [InlineData("I came in as a temp and was kept on.", "temp")]
    [InlineData("I have a gift for raising money.", "raising money")]
    [InlineData("I repair spectacles in Kendal, owing to years of practice in public speaking.", "public speaking")]
    [InlineData("Interviewing applicants is what I do every month.", "Interviewing")]
    [InlineData("Haggling with suppliers is part of my week.", "Haggling")]
    [InlineData("I used to be a claims adjuster.", "claims adjuster")]
    [InlineData("Your vacancy came at a good time, most recently as floor manager.", "floor manager")]
    [InlineData("It wouldn't put me off, and I write press releases.", "releases")]
    [InlineData("Some stay away, as in my second major, economics.", "economics")]
    [InlineData("I learned as much as they did, and I look after the website.", "website")]
    [InlineData("I keep bees.", "bees")]
    [InlineData("I came to this from retail.", "retail")]
    [InlineData("I am a composer.", "composer")]
    [InlineData("I am twice as fast as before.", "twice as")]
    [InlineData("All of it is on mybestwork dot net.", "mybestwork dot net")]
    [InlineData("Vorträge vor großem Publikum halte ich regelmäßig.", "Vorträge")]
    [InlineData("Ich moderiere regelmäßig.", "moderiere")]
    [InlineData("Seit kurzem bin ich stellvertretende Geschäftsführerin.", "Geschäftsführerin")]
    [InlineData("In Fulda pflanzte ich, und tauchen kann ich auch.", "tauchen")]
    [InlineData("Bei Blumenhof Wagner bin ich gern, und ich kann schweißen.", "schweißen")]
    [InlineData("I order stock in Kendal, and I can read lips if need be.", "lips")]
    [InlineData("I am used to writing press releases.", "releases")]
    [InlineData("I also write the company newsletter.", "newsletter")]
    [InlineData("Mail comes late, which I know from my days as a mail carrier.", "carrier")]
    [InlineData("Bilder gibt es auf schau-mal-rein Punkt de.", "schau-mal-rein Punkt de")]
    public void Check_WhatASentenceClaimsInWordsOfAnyLetter_IsMarked(string text, string mark) => Assert.Contains(Check(text), claim => claim.Text == mark);

    [Theory]
    [InlineData("These days the whole office answers to me.", "These days the whole office answers to me")]
    [InlineData("In all that time I've called in sick just twice.", "In all that time I've called in sick just twice")]
    [InlineData("I finished at the top of my class!", "I finished at the top of my class")]
    [InlineData("Vor kurzem wurde mir alles übertragen.", "Vor kurzem wurde mir alles übertragen")]
    public void Check_SentenceOfTheWriterThatNoSourceHasAWordOf_IsMarkedAsAWhole(string text, string mark)
    {
        Assert.Equal([(ClaimKind.Statement, mark)], Check(text).Select(claim => (claim.Kind, claim.Text)));
        Assert.Empty(new ClaimChecker().Check(ClaimCheckerTests.Written(text, "note:1"), Sources, null, ClaimCorpus.Today).Claims);
    }

    [Theory]
    [InlineData("I look forward to hearing from you.")]
    [InlineData("I am glad, and I admit it.")]
    [InlineData("I have rarely felt so lucky.")]
    [InlineData("My answer is this:")]
    [InlineData("I would rather come later.")]
    [InlineData("Auf das Gespräch freue ich mich.")]
    public void Check_WhatALetterSaysOfFeelingsAndOfItself_IsNotMarked(string text) => Assert.Empty(Check(text));

    [Theory]
    [InlineData("I took over stock ordering, and I organise it with care.")]
    [InlineData("I would like to supervise staff.")]
    [InlineData("Do you maintain a website?")]
    [InlineData("Your team taught me patience.")]
    [InlineData("I am furious with myself, I admit.")]
    [InlineData("My sister moved to Kendal, and those who've been there know why.")]
    [InlineData("In January I am moving to Ludlow.")]
    [InlineData("My grandmother Odile wore glasses.")]
    [InlineData("Finding a frame once took twenty minutes.")]
    [InlineData("Kia ora Aroha,")]
    [InlineData("Unterm Strich freue ich mich.")]
    public void Check_WhatClaimsNothing_IsNotMarked(string text) => Assert.Empty(Check(text));

    private static IReadOnlyList<Claim> Check(string text) => new ClaimChecker().Check(ClaimCheckerTests.Written(text), Sources, null, ClaimCorpus.Today).Claims;
}
