using System.Text.Json.Nodes;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Discovery;

namespace Assistant.Protocol.Tests.JsonRpc;

public sealed class ContractDocumentTests
{
    [Fact]
    public void Describe_OfASampleContract_NamesParametersScopesAndComponents()
    {
        var document = ContractDocument.Describe("Sample", "1.2.3", [SampleRpc.Contract], "client");

        var echo = Method(document, "sample/echo");
        Assert.Equal("""[{"name":"text","required":true,"schema":{"type":"string"}},{"name":"times","required":false,"schema":{"type":"integer"}},{"name":"mood","required":false,"schema":{"$ref":"#/components/schemas/Mood"}}]""", echo["params"]!.ToJsonString());
        Assert.Equal("#/components/schemas/EchoResponse", (string?)echo["result"]!["schema"]!["$ref"]);
        Assert.Equal("draft", (string?)Method(document, "sample/slow")["x-requires"]);
        Assert.Equal("#/components/schemas/CountStep", (string?)Method(document, "sample/count")["x-progress"]!["$ref"]);
        Assert.True((bool)Method(document, "sample/said")["x-notification"]!);
        Assert.Equal("""{"enum":["calm","veryGlad"]}""", document["components"]!["schemas"]!["Mood"]!.ToJsonString());
        Assert.Equal(-31202, (int)document["components"]!["errors"]!["Conflict"]!["code"]!);
    }

    [Fact]
    public void Filter_ByScope_LeavesOutMethodsAndTheirComponents()
    {
        var document = ContractDocument.Describe("Sample", "1.2.3", [SampleRpc.Contract]);

        var filtered = ContractDocument.Filter(document, (name, requires) => name == "sample/count" || requires == "draft");

        Assert.Equal(["sample/slow", "sample/count"], filtered["methods"]!.AsArray().Select(m => (string?)m!["name"]));
        Assert.Equal(["CountResponse", "CountStep", "EchoResponse", "Mood"], ((JsonObject)filtered["components"]!["schemas"]!).Select(s => s.Key));
    }

    [Fact]
    public void Merge_OfTwoDocuments_TakesEachMethodOnce()
    {
        var one = ContractDocument.Describe("One", "1.0.0", [SampleRpc.Contract]);
        var two = ContractDocument.Describe("Two", "1.0.0", [SampleRpc.Contract, PeerRpc.Contract]);

        var merged = ContractDocument.Merge("All", "1.0.0", [one, two]);

        Assert.Equal(SampleRpc.Contract.Methods.Concat(PeerRpc.Contract.Methods).Select(m => m.Name), merged["methods"]!.AsArray().Select(m => (string?)m!["name"]));
    }

    [Fact]
    public void Contracts_OfTheProtocol_HaveEveryTypeInTheirContext()
    {
        var contracts = ContractDocument.FindContracts(typeof(RpcSession).Assembly);

        Assert.NotEmpty(contracts);
        var document = ContractDocument.Describe("Protocol", "1.0.0", contracts);
        Assert.Equal(contracts.Sum(c => c.Methods.Count), document["methods"]!.AsArray().Count);
        Assert.All(contracts.SelectMany(c => c.Methods), method =>
        {
            Assert.NotNull(method.Name);
            Assert.All(new[] { method.RequestType, method.ResponseType, method.ProgressType }.OfType<System.Text.Json.Serialization.Metadata.JsonTypeInfo>(), type => type.MakeReadOnly());
        });
    }

    private static JsonNode Method(JsonObject document, string name) => document["methods"]!.AsArray().Single(m => (string?)m!["name"] == name)!;
}
