using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>Numbers and dates that no digit and no plain number word tells, and marks, offices and prizes in everyday words.</summary>
public sealed class WordlessFigureTests
{
    private static readonly WritingSource[] English =
    [
        new("sender.name", SourceKind.Sender, "Nico Petri"),
        new("cv:1", SourceKind.Cv, "Nurse on an elderly ward, Oswestry, October 2014 to May 2019; choir"),
        new("cv:2", SourceKind.Cv, "- Planned the rota, ran the stock count, trained apprentices, wrote 30 care plans over 8 years"),
        new("cv:3", SourceKind.Cv, "- A month and a half of cover for the ward sister; mentored 4 students; county marathon (6th)"),
        new("cv:4", SourceKind.Cv, "- Choir of 52 singers; SQL"),
        new("posting:1", SourceKind.Posting, "Weekend work. Please reply by the 9th."),
    ];

    private static readonly WritingSource[] German =
    [
        new("sender.name", SourceKind.Sender, "Vera Thoms"),
        new("cv:1", SourceKind.Cv, "Pflegerin auf einer Station für alte Menschen, Walsrode, 10/2014 bis 05/2019; Chor"),
        new("cv:2", SourceKind.Cv, "Dienstplan, Inventur, Anleitung von 4 Auszubildenden; Beschwerden um ein Drittel gesenkt; Teamleiterin"),
        new("cv:3", SourceKind.Cv, "Sechs Wochen Vertretung der Stationsleitung; Einkaufspreise verhandelt"),
        new("posting:1", SourceKind.Posting, "Dienst auch am Wochenende. Antwort bitte bis 9. Mai, gern samstags."),
    ];

    [Theory]
    [InlineData("Complaints fell by about a fifth.", ClaimKind.Number, "fifth")]
    [InlineData("Complaints fell by five-sixths.", ClaimKind.Number, "five-sixths")]
    [InlineData("It was my seventh year on the ward when the twelfth apprentice came.", ClaimKind.Number, "twelfth")]
    [InlineData("She was the twenty-first apprentice I trained.", ClaimKind.Number, "twenty-first")]
    [InlineData("I ran the stock count twice a week.", ClaimKind.Number, "twice")]
    [InlineData("I ran the stock count every other week.", ClaimKind.Number, "other")]
    [InlineData("Training an apprentice took me a whole year.", ClaimKind.Number, "a whole year")]
    [InlineData("I had half a day for the stock count.", ClaimKind.Number, "half a day")]
    [InlineData("I took over the rota in the spring of that year.", ClaimKind.Date, "spring")]
    [InlineData("The rota was mine during the first lockdown.", ClaimKind.Date, "lockdown")]
    [InlineData("Will you have my answer? You will have it by the thirtieth.", ClaimKind.Date, "thirtieth")]
    [InlineData("I trained the apprentices with the head of maintenance.", ClaimKind.Title, "head of maintenance")]
    [InlineData("I have trained some 50 apprentices.", ClaimKind.Number, "50")]
    [InlineData("For the rota I write SQL, or a script in R.", ClaimKind.Name, "R")]
    [InlineData("I finished the training with distinction.", ClaimKind.School, "with distinction")]
    [InlineData("Wrote close to 40 care plans on the ward.", ClaimKind.Number, "40")]
    public void Check_AFigureWithoutANumber_IsMarked(string text, ClaimKind kind, string mark) => Assert.Contains(Check(text, English), claim => claim.Kind == kind && claim.Text == mark);

    [Theory]
    [InlineData("Die Wartezeit sank um anderthalb Stunden.", ClaimKind.Number, "anderthalb Stunden")]
    [InlineData("Die Inventur dauerte eine ganze Woche.", ClaimKind.Number, "eine ganze Woche")]
    [InlineData("Die Inventur dauerte ein halbes Jahr.", ClaimKind.Number, "ein halbes Jahr")]
    [InlineData("Den Dienstplan mache ich seit einem guten halben Jahr.", ClaimKind.Number, "einem guten halben Jahr")]
    [InlineData("Die Inventur habe ich siebenmal gemacht.", ClaimKind.Number, "siebenmal")]
    [InlineData("Sie war meine zwölfte Auszubildende.", ClaimKind.Number, "zwölfte")]
    [InlineData("Die Inventur haben wir zu fünft gemacht.", ClaimKind.Number, "fünft")]
    [InlineData("Die Beschwerden kamen zu zwei Fünfteln vom Wochenende.", ClaimKind.Number, "zwei Fünfteln")]
    [InlineData("Dafür gab es einen siebenstufigen Plan.", ClaimKind.Number, "siebenstufigen")]
    [InlineData("Auf der Station lagen zweieinhalbtausend Akten.", ClaimKind.Number, "zweieinhalbtausend")]
    [InlineData("Übernommen habe ich den Dienstplan im Winter.", ClaimKind.Date, "Winter")]
    [InlineData("Die Inventur war zum Quartalsende fertig, und Pfingsten hatte ich frei.", ClaimKind.Date, "Pfingsten")]
    [InlineData("Am Dienstagabend habe ich den Dienstplan gemacht.", ClaimKind.Date, "Dienstagabend")]
    [InlineData("Angeleitet habe ich sie mit dem Betriebsratsvorsitzenden.", ClaimKind.Title, "Betriebsratsvorsitzenden")]
    [InlineData("Angeleitet habe ich sie als Oberpflegerin.", ClaimKind.Title, "Oberpflegerin")]
    [InlineData("Nach der Promotion kam ich auf die Station.", ClaimKind.School, "Promotion")]
    [InlineData("Die Inventur habe ich vierteljährlich gemacht.", ClaimKind.Number, "vierteljährlich")]
    [InlineData("Die Anleitung ging letzten August auf mich über.", ClaimKind.Date, "August")]
    [InlineData("Für den Dienstplan bekamen wir den Publikumspreis.", ClaimKind.Name, "Publikumspreis")]
    public void Check_AGermanFigureWithoutANumber_IsMarked(string text, ClaimKind kind, string mark) => Assert.Contains(Check(text, German), claim => claim.Kind == kind && claim.Text == mark);

    [Theory]
    [InlineData("I wrote the thirtieth care plan, and was fourth in the choir.")]
    [InlineData("I began on the ward in the autumn of 2014, in Oswestry.")]
    [InlineData("You will have my reply by the ninth.")]
    [InlineData("Training apprentices is second nature to me.")]
    [InlineData("Weekend work on a ward is nothing new to me.")]
    [InlineData("I covered for the ward sister for a month and a half.")]
    [InlineData("You will find I think twice.")]
    [InlineData("The choir has some 50 singers.")]
    public void Check_WhatTheSourcesBearOut_IsNotMarked(string text) => Assert.Empty(Check(text, English));

    [Theory]
    [InlineData("Auf der Station bin ich seit dem Herbst 2014.")]
    [InlineData("Vier Auszubildende habe ich angeleitet, zu viert machten sie den Dienstplan.")]
    [InlineData("Auch am Wochenende mache ich gern Dienst.")]
    [InlineData("Beschwerden habe ich um ein Drittel gesenkt, Einkaufspreise verhandelt.")]
    [InlineData("Ein schönes Wochenende wünsche ich!")]
    public void Check_WhatGermanSourcesBearOut_IsNotMarked(string text) => Assert.Empty(Check(text, German));

    private static IReadOnlyList<Claim> Check(string text, WritingSource[] sources) => new ClaimChecker().Check(ClaimCheckerTests.Written(text), sources, null, ClaimCorpus.Today).Claims;
}
