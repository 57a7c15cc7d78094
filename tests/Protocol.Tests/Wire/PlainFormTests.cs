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
