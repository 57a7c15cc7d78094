using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Tests.Wire;

/// <summary>What a start reads and writes by hand is what the serializer would have read and written.</summary>
public sealed class PlainFormTests
{
    [Theory]
    [InlineData("""{"client":{"name":"a","version":"1"}}""")]
    [InlineData(""" { "clientKey" : "k\u00e9y" , "client" : { "version" : "1" , "name" : "É \"a\"" } , "scopes" : [ "read" , "draft" ] } """)]
    [InlineData("""{"client":{"name":"a","version":"1"},"scopes":[]}""")]
    public void TryRead_PlainRequest_IsWhatTheSerializerReads(string json)
    {
        var plain = InitializeRequest.TryRead(Encoding.UTF8.GetBytes(json));
        var read = JsonSerializer.Deserialize(json, SessionJson.Default.InitializeRequest)!;

        Assert.NotNull(plain);
        Assert.Equal((read.Client, read.ClientKey), (plain.Client, plain.ClientKey));
        Assert.Equal(read.Scopes, plain.Scopes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("""{"client":null}""")]
    [InlineData("""{"client":{"name":"a"}}""")]
    [InlineData("""{"client":{"name":"a","version":1}}""")]
    [InlineData("""{"client":{"name":"a","name":"b","version":"1"}}""")]
    [InlineData("""{"client":{"name":"a","version":"1"},"client":{"name":"a","version":"1"}}""")]
    [InlineData("""{"client":{"name":"a","version":"1"},"clientKey":null}""")]
    [InlineData("""{"client":{"name":"a","version":"1"},"scopes":["read",1]}""")]
    [InlineData("""{"client":{"name":"a","version":"1"},"scopes":["read"}""")]
    [InlineData("""{"client":{"name":"a","version":"1"},"later":{"x":1}}""")]
    [InlineData("""{"client":{"name":"\ud800","version":"1"}}""")]
    public void TryRead_AnythingElse_IsLeftToTheSerializer(string json) => Assert.Null(InitializeRequest.TryRead(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"limit":20}""", true)]
    [InlineData(""" { "state" : "approved" , "cursor" : "a\u00e9" , "limit" : 7 } """, true)]
    [InlineData("""{"state":"closed"}""", true)]
    [InlineData("""{"state":"Open"}""", false)]
    [InlineData("""{"state":null}""", false)]
    [InlineData("""{"limit":1.5}""", false)]
    [InlineData("""{"limit":99999999999}""", false)]
    [InlineData("""{"limit":1,"limit":1}""", false)]
    [InlineData("""{"other":1}""", false)]
    [InlineData("[]", false)]
    public void TryRead_DraftList_IsWhatTheSerializerReadsOrNothing(string json, bool isPlain)
    {
        var plain = DraftListRequest.TryRead(Encoding.UTF8.GetBytes(json));

        Assert.Equal(isPlain ? JsonSerializer.Deserialize(json, DraftsJson.Default.DraftListRequest) : null, plain);
    }

    [Fact]
    public void Write_Response_IsWhatTheSerializerWrites()
    {
        var need = new SetupNeed { Code = "a.b", Message = "Ä <b>", Remedy = "do \"it\"" };
        var response = new InitializeResponse { HostVersion = "1", Person = "p", Scopes = ["read", "draft"], Demo = true, Needs = [need, need with { Form = JsonElement.Parse("""{"type":"object","x":[1,null]}""") }] };
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            response.Write(writer);
        using var expected = new MemoryStream();
        using (var writer = new Utf8JsonWriter(expected, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonSerializer.Serialize(writer, response, SessionJson.Default.InitializeResponse);

        Assert.Equal(Encoding.UTF8.GetString(expected.ToArray()), Encoding.UTF8.GetString(bytes.ToArray()));
        // A member that is added is written here too.
        Assert.Equal(typeof(InitializeResponse).GetProperties().Length, JsonElement.Parse(bytes.ToArray()).EnumerateObject().Count());
    }
}
