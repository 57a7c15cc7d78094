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

    private static readonly WritingSource[] French =
    [
        new("cv:1", SourceKind.Cv, "Comptable, Cabinet Rousseau, Lyon, depuis janvier 2019 : comptabilité et clôture de 45 dossiers"),
        new("cv:2", SourceKind.Cv, "Licence de gestion, Université de Lyon, 2018"),
    ];

    private static readonly WritingSource[] Spanish = [new("cv:1", SourceKind.Cv, "Jefa de almacén, Frigoríficos Breogán, Vigo, desde 2020: dirige los turnos y los pedidos de la empresa")];

    [Theory]
    [InlineData("Je maîtrise la soudure à l'arc.", "soudure")]
    [InlineData("Je réponds de la comptabilité, sans oublier la plomberie.", "plomberie")]
    [InlineData("J'occupe actuellement le poste de contrôleur de gestion.", "contrôleur")]
    public void Check_WordOfFrenchThatNoSourceHas_IsMarked(string text, string mark) => Assert.Contains(Check(text, French), claim => claim.Text.StartsWith(mark, StringComparison.Ordinal));

    [Theory]
    [InlineData("Accueillir de nouveaux collègues serait pour moi un prolongement naturel de la comptabilité.")]
    [InlineData("Je vous remercie de votre réponse et reste à votre disposition pour toutes vos questions.")]
    [InlineData("La comptabilité des dossiers me plaît beaucoup, et je clôturerai volontiers les vôtres.")]
    public void Check_WordOfAFrenchLetter_IsNotMarked(string text) => Assert.Empty(Check(text, French));

    [Theory]
    [InlineData("Hago también trabajos de soldadura en el almacén.", "soldadura")]
    [InlineData("Soy socorrista en la piscina municipal.", "socorrista")]
    [InlineData("Gestiono el almacén, además de llevar las nóminas.", "nóminas")]
    public void Check_WordOfSpanishThatNoSourceHas_IsMarked(string text, string mark) => Assert.Contains(Check(text, Spanish), claim => claim.Text.Contains(mark, StringComparison.Ordinal));

    [Theory]
    [InlineData("Quería preguntarle si ha tenido ocasión de leer mi carta sobre el almacén.")]
    [InlineData("Muchas gracias por recibirme y por enseñarme el almacén.")]
    [InlineData("Encontrará los turnos del almacén en mi currículum.")]
    public void Check_WordOfASpanishLetter_IsNotMarked(string text) => Assert.Empty(Check(text, Spanish));

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

    private static IReadOnlyList<Claim> Check(string text) => Check(text, Sources);

    private static IReadOnlyList<Claim> Check(string text, WritingSource[] sources) => ClaimCheckerTests.Words(new ClaimChecker().Check(ClaimCheckerTests.Written(text), sources, null, ClaimCorpus.Today).Claims);
}
