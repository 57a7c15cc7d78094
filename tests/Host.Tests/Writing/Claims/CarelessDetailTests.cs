using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>Details that careless models let slip into sentences that are true but for them.</summary>
public sealed class CarelessDetailTests
{
    private static readonly WritingSource[] English =
    [
        new("contact.firstName", SourceKind.Contact, "Ada"),
        new("sender.name", SourceKind.Sender, "Nico Petri"),
        new("cv:1", SourceKind.Cv, "Support worker, Larch House, since June 2020; sleep-in shifts"),
        new("cv:2", SourceKind.Cv, "Led the choir of St Anne's; clinic supervisor Colm Deasy"),
        new("cv:3", SourceKind.Cv, "Depot manager, Alder Freight, Perth, 2012 to 2019; one month of notice"),
        new("cv:4", SourceKind.Cv, "Figma, Blender (beginner), Python"),
        new("cv:5", SourceKind.Cv, "English (native), Italian (B1), Spanish fluent, Greek"),
        new("cv:6", SourceKind.Cv, "Supply Chain Practice, Nene Valley College, 2016; parts library cut from 3,400 entries to 1,150"),
        new("cv:7", SourceKind.Cv, "BA History, University of Witham, 2001"),
        new("posting:1", SourceKind.Posting, "We ask for fluent Greek and Italian at C1, and for Blender experts. Apply by 30 April."),
    ];

    private static readonly WritingSource[] German =
    [
        new("sender.name", SourceKind.Sender, "Vera Thoms"),
        new("cv:1", SourceKind.Cv, "Konstrukteurin, Ahlers Maschinenbau, seit März 2019: vom Entwurf bis zur Fertigungszeichnung"),
        new("cv:2", SourceKind.Cv, "Elf Auszubildende begleitet"),
        new("cv:3", SourceKind.Cv, "Leiterin des Chors St. Annen; Badische Küche"),
        new("cv:4", SourceKind.Cv, "Bankette bis 180 Personen vorbereitet"),
        new("cv:5", SourceKind.Cv, "Teamleiterin, Borgfeld KG, 2014 bis 2019"),
        new("cv:6", SourceKind.Cv, "Deutsch (Muttersprache), Englisch (A2), Französisch (B1)"),
        new("cv:7", SourceKind.Cv, "Schweißlehrgang für Einsteiger, 2021; Dorfstraße 6, Kiel; Kanalbau in Husum"),
    ];

    [Theory]
    [InlineData("I worked at Alder Freight, latterly as deputy depot manager.", ClaimKind.Title, "deputy depot manager")]
    [InlineData("I worked at Larch House and was, by then a shift leader, seldom at home.", ClaimKind.Title, "shift leader")]
    [InlineData("I am lucky in having Colm Deasy, a retired employment judge, as my supervisor at the clinic.", ClaimKind.Title, "retired employment judge")]
    [InlineData("I wrote it at Alder Freight with their participation officer.", ClaimKind.Title, "participation officer")]
    [InlineData("My time at Nene Valley College had a unit on cold chain management.", ClaimKind.Skill, "cold chain management")]
    [InlineData("I use Blender, which I have come to know at an advanced level.", ClaimKind.Skill, "advanced")]
    [InlineData("I speak Italian at C1.", ClaimKind.Skill, "C1")]
    [InlineData("I am fluent in Greek.", ClaimKind.Skill, "fluent")]
    [InlineData("I set up a list that warns everybody twenty-eight days ahead.", ClaimKind.Number, "twenty-eight days")]
    [InlineData("I saved Alder Freight nearly 4,000 pounds.", ClaimKind.Number, "4,000 pounds")]
    [InlineData("I set up the depot's night shift in April.", ClaimKind.Date, "April")]
    [InlineData("I led the choir of St Anne's at the University of Witham.", ClaimKind.School, "University of Witham")]
    [InlineData("I led the choir with some 23 singers.", ClaimKind.Number, "23")]
    [InlineData("The grant was announced that May.", ClaimKind.Date, "May")]
    [InlineData("Before that I worked at Larch House, and was its deputy unit manager by the end.", ClaimKind.Title, "deputy unit manager")]
    [InlineData("I wrote a dissertation on leaving care in the islands.", ClaimKind.Skill, "leaving care in the islands")]
    [InlineData("I have kept Thursday the twenty-first of January free.", ClaimKind.Date, "twenty-first of January")]
    [InlineData("I read history at the University of Witham and came away with a distinction.", ClaimKind.School, "with a distinction")]
    [InlineData("I left the University of Witham with first-class honours.", ClaimKind.School, "first-class honours")]
    [InlineData("In Blender I draw at an advanced level.", ClaimKind.Skill, "advanced")]
    [InlineData("In the end the majority of them came.", ClaimKind.Number, "the majority")]
    [InlineData("All told it cost a tidy sum.", ClaimKind.Number, "tidy sum")]
    [InlineData("I led the choir of St Anne's, most recently as its deputy chair.", ClaimKind.Title, "deputy chair")]
    [InlineData("The choir of St Anne's has a vice-captain too.", ClaimKind.Title, "vice-captain")]
    [InlineData("At Larch House most letters were answered within a fortnight.", ClaimKind.Number, "a fortnight")]
    [InlineData("The depot in Perth filled overnight.", ClaimKind.Date, "overnight")]
    [InlineData("I use Figma, Blender and Python, two of them every day.", ClaimKind.Number, "two")]
    [InlineData("We have moved to Perth, all four of us.", ClaimKind.Number, "four")]
    [InlineData("Before that I lived in Deal for a while.", ClaimKind.Name, "Deal")]
    [InlineData("My mentor there was Mrs Love.", ClaimKind.Name, "Love")]
    [InlineData("The scheme was called “Safe Harbour” by then.", ClaimKind.Name, "Safe Harbour")]
    public void Check_ADetailInATrueSentence_IsMarked(string text, ClaimKind kind, string mark) => Assert.Contains(Check(text, English), claim => claim.Kind == kind && claim.Text == mark);

    [Theory]
    [InlineData("Elf Auszubildende habe ich begleitet, die letzten davon als Ausbildungsleiterin.", ClaimKind.Title, "Ausbildungsleiterin")]
    [InlineData("Ich habe danach gleich den Fertigungsleiter angerufen.", ClaimKind.Title, "Fertigungsleiter")]
    [InlineData("Wir haben dort Bankette vorbereitet, darunter die Jahresfeier der Volksbank.", ClaimKind.Employer, "Volksbank")]
    [InlineData("Es brachte uns einen Bericht in der Badischen Zeitung ein.", ClaimKind.Name, "Badischen Zeitung")]
    [InlineData("2021 kam ein Schweißlehrgang dazu, den die Handwerkskammer veranstaltet hat.", ClaimKind.Employer, "Handwerkskammer")]
    [InlineData("Er arbeitet sonst viel für die Landesforsten.", ClaimKind.Employer, "Landesforsten")]
    [InlineData("Von dort ist es nicht weit zu den Häusern in der Kanalstraße.", ClaimKind.Name, "Kanalstraße")]
    [InlineData("Mit B1 kann ich das auch auf Englisch.", ClaimKind.Skill, "B1")]
    [InlineData("In Borgfeld war ich bis 2019, zuletzt als Leiterin Rechnungswesen.", ClaimKind.Title, "Leiterin")]
    [InlineData("Die Motorsägenscheine AS Baum II liegen vor.", ClaimKind.Number, "Baum II")]
    [InlineData("Dabei half mir der Leiter der Qualitätssicherung.", ClaimKind.Title, "Leiter")]
    [InlineData("Alles geschah in enger Absprache mit der Kanalverwalterin.", ClaimKind.Title, "Kanalverwalterin")]
    [InlineData("Kurz vor Ostern kam eine Karte.", ClaimKind.Date, "Ostern")]
    [InlineData("Dafür habe ich einen vierzigseitigen Leitfaden geschrieben.", ClaimKind.Number, "vierzigseitigen")]
    [InlineData("Meist genügte eine anderthalbstündige Einweisung.", ClaimKind.Number, "anderthalbstündige")]
    [InlineData("Elf Auszubildende habe ich begleitet, mittlerweile auch als Prüfungsbeisitzerin.", ClaimKind.Title, "Prüfungsbeisitzerin")]
    [InlineData("Bankette habe ich vor allem für Häuser der Arbeiterwohlfahrt vorbereitet.", ClaimKind.Employer, "Arbeiterwohlfahrt")]
    [InlineData("Sogar die Nordwest-Zeitung hat einmal darüber berichtet.", ClaimKind.Name, "Nordwest")]
    [InlineData("Am Ende kam nur eine Handvoll.", ClaimKind.Number, "eine Handvoll")]
    [InlineData("Das alte System wurde am Karfreitag abgeschaltet.", ClaimKind.Date, "Karfreitag")]
    [InlineData("Das lief unter dem Namen „Sichere Konserve“.", ClaimKind.Name, "Sichere Konserve")]
    public void Check_ADetailInATrueGermanSentence_IsMarked(string text, ClaimKind kind, string mark) => Assert.Contains(Check(text, German), claim => claim.Kind == kind && claim.Text == mark);

    [Theory]
    [InlineData("I worked at Alder Freight, latterly as a trained depot manager.")]
    [InlineData("I read history at the University of Witham.")]
    [InlineData("I know Blender as a beginner and speak Italian at B1.")]
    [InlineData("I speak fluent Spanish and good Italian.")]
    [InlineData("I am a native speaker of English.")]
    [InlineData("You ask for fluent Greek and for Italian at C1.")]
    [InlineData("I cut the parts library from 3,400 entries.")]
    [InlineData("Your posting asks for an answer in April.")]
    [InlineData("If you have a quarter of an hour, I would gladly ring you.")]
    [InlineData("The two of us would be glad to come.")]
    public void Check_WhatTheSourcesBearOut_IsNotMarked(string text) => Assert.Empty(Check(text, English));

    [Theory]
    [InlineData("Französisch kann ich auf B1, Deutsch ist meine Muttersprache.")]
    [InlineData("Ich wohne in der Dorfstraße in Kiel.")]
    [InlineData("Schöne Ostern wünsche ich!")]
    [InlineData("Als Leiterin des Chors habe ich elf Auszubildende begleitet.")]
    public void Check_WhatGermanSourcesBearOut_IsNotMarked(string text) => Assert.Empty(Check(text, German));

    private static IReadOnlyList<Claim> Check(string text, WritingSource[] sources) => new ClaimChecker().Check(ClaimCheckerTests.Written(text), sources, null, ClaimCorpus.Today).Claims;
}
