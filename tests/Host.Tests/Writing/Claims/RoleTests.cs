using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>Roles and employers that are everyday words: what introduces them makes them a claim.</summary>
public sealed class RoleTests
{
    private static readonly WritingSource[] Sources =
    [
        new("sender.name", SourceKind.Sender, "Nico Petri"),
        new("cv:1", SourceKind.Cv, "Warehouse supervisor, Kestrel Freight, since 2019; licences for reach trucks"),
        new("cv:2", SourceKind.Cv, "Tischler, Werkstatt Amend, Erfurt; Ersthelfer im Betrieb; Ausbildung in Jena"),
        new("cv:3", SourceKind.Cv, "Internship at a law firm; Praktikum in einer Kanzlei"),
        new("note:1", SourceKind.Note, "Meisterschule ab Herbst geplant"),
    ];

    [Theory]
    [InlineData("I'm licensed for reach trucks, and a quick learner.")]
    [InlineData("I can start soon and look forward to your board.")]
    [InlineData("You are a registered charity, and a trained team helps you.")]
    [InlineData("We worked as a team, and it served as a reminder.")]
    [InlineData("I started as an intern at a law firm.")]
    [InlineData("Ich bin gelernter Tischler und ausgebildeter Ersthelfer.")]
    [InlineData("Als Praktikant war ich in der Anwaltskanzlei beschäftigt.")]
    [InlineData("Ich bin auf dem Weg zum Meister.")]
    public void Check_RolesThatASourceHas_AreNotMarked(string text) => Assert.Empty(Check(text));

    [Theory]
    [InlineData("I am also a qualified first aider.", "first aider")]
    [InlineData("I trained as a paramedic's assistant.", "paramedic's assistant")]
    [InlineData("I worked as a lifeguard.", "lifeguard")]
    [InlineData("I was a lifeguard for a while.", "lifeguard")]
    [InlineData("Nowadays I'm the health and safety officer.", "health and safety officer")]
    [InlineData("I recently joined the parish council.", "parish council")]
    [InlineData("I can weld.", "weld")]
    [InlineData("I passed my food allergen exam.", "food allergen")]
    [InlineData("I have kept bees since the late eighties.", "eighties")]
    [InlineData("Seit der Wahl bin ich im Betriebsrat.", "Betriebsrat")]
    [InlineData("Ich habe das Amt der Schriftführung inne.", "Schriftführung")]
    [InlineData("Einen Staplerschein habe ich ebenfalls.", "Staplerschein")]
    [InlineData("Ich habe eine Weiterbildung in Baumstatik.", "Baumstatik")]
    [InlineData("I was elected as a school governor.", "school governor")]
    [InlineData("Zuletzt wurde ich zur Werkstattleitung befördert.", "Werkstattleitung")]
    [InlineData("Man ernannte mich zum Vorarbeiter.", "Vorarbeiter")]
    [InlineData("Ich bin geprüfter Ausbilder.", "Ausbilder")]
    [InlineData("Nebenbei arbeite ich als Rettungsschwimmer.", "Rettungsschwimmer")]
    [InlineData("Ich habe beim Finanzamt gearbeitet.", "Finanzamt")]
    [InlineData("Früher war ich bei der Feuerwehr tätig.", "Feuerwehr")]
    [InlineData("Nebenbei berate ich die Techniker Krankenkasse.", "Techniker Krankenkasse")]
    public void Check_RolesThatNoSourceHas_AreMarked(string text, string mark) => Assert.Contains(Check(text), claim => claim.Text == mark);

    [Theory]
    [InlineData("Ausbildung zum Tischler in der Werkstatt Amend in Erfurt, seit 2019", 0)]
    [InlineData("Trained as a joiner at the workshop Amend in Erfurt since 2019", 1)]
    public void Check_LanguageThatTheCvIsIn_IsKnownToItsWriter(string line, int marks) =>
        Assert.Equal(marks, Check("Neben Deutsch spreche ich noch keine Sprache gut.", new WritingSource("cv:1", SourceKind.Cv, line)).Count);

    private static IReadOnlyList<Claim> Check(string text) => Check(text, Sources);

    private static IReadOnlyList<Claim> Check(string text, params WritingSource[] sources) => ClaimCheckerTests.Words(new ClaimChecker().Check(ClaimCheckerTests.Written(text), sources, null, ClaimCorpus.Today).Claims);
}
