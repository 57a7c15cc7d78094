using Assistant.Host.Records.Templates;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Records;

public sealed class ContactFactsTests
{
    [Theory]
    [InlineData("Ana Ruiz", "Ana", "Ruiz")]
    [InlineData("Ana María Ruiz García", "Ana", "María Ruiz García")]
    [InlineData("Ruiz, Ana", "Ana", "Ruiz")]
    [InlineData("Dr. Ana Ruiz", "Ana", "Ruiz")]
    [InlineData("Frau Prof. Dr. Ana Ruiz", "Ana", "Ruiz")]
    [InlineData("Ana", null, null)]
    [InlineData("Herr Müller", null, null)]
    [InlineData("J. Smith", null, null)]
    [InlineData("山田 太郎", null, null)]
    [InlineData("info@one.example", null, null)]
    [InlineData("Acme, Inc., Sales", null, null)]
    public void Of_Name_GivesFirstAndLastOnlyWhereItLeavesNoDoubt(string name, string? first, string? last)
    {
        var facts = ContactFacts.Of(Contact(name, []));

        Assert.Equal((first, last), (facts.Find(f => f.Name == "firstName")?.Value, facts.Find(f => f.Name == "lastName")?.Value));
        Assert.All(facts.Where(f => f.Name is "firstName" or "lastName"), f => Assert.Equal("contact.name", f.Source));
    }

    [Fact]
    public void Of_Fields_StandBeforeWhatIsDerived()
    {
        var facts = ContactFacts.Of(Contact("Ana Ruiz", new() { ["firstName"] = "Anita", ["company"] = "Acme" }));

        Assert.Equal("Anita contact.firstName", Assert.Single(facts, f => f.Name == "firstName") is var f ? $"{f.Value} {f.Source}" : "");
        Assert.Contains(new("company", "Acme", "contact.company"), facts);
    }

    private static Contact Contact(string name, Dictionary<string, string> fields) => new()
    {
        Id = "1", Revision = 1, Name = name, Kind = ContactKind.Person, Addresses = [], Fields = fields, Source = "test", Changed = default,
    };
}
