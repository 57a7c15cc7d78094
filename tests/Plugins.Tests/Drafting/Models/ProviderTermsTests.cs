using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Plugins.Drafting.Models;
using Assistant.Plugins.Drafting.Models.Providers;
using Assistant.Plugins.Drafting.Writing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit.Models;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Tests.Drafting.Models;

/// <summary>
/// Endpoints that refuse a member of a request, with the words that real ones use for it: the text is written all the same, and what was learnt is not
/// asked a second time.
/// </summary>
public sealed class ProviderTermsTests
{
    private static readonly Dictionary<string, Strict> Endpoints = new(StringComparer.Ordinal)
    {
        ["OpenAI, a model that thinks"] = new(
            new Refused("temperature", 400, """{"error":{"message":"Unsupported value: 'temperature' does not support 0.6 with this model. Only the default (1) value is supported.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}""")),
        ["OpenAI, an older model"] = new(
            new Refused(Schema, 400, """{"error":{"message":"Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide.","type":"invalid_request_error","param":null,"code":null}}""")),
        ["Azure"] = new(
            new Refused("minItems", 400, """{"error":{"message":"Invalid schema for response_format 'outreach_mail': In context=('properties', 'parts'), 'minItems' is not permitted.","type":"invalid_request_error","param":"response_format","code":null}}""")),
        ["DeepSeek"] = new(
            new Refused(Schema, 400, """{"error":{"message":"This response_format type is unavailable now","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""")),
        ["Groq"] = new(
            new Refused(Schema, 400, """{"error":{"message":"This model does not support response format `json_schema`. See supported models at https://console.groq.com/docs/structured-outputs#supported-models","type":"invalid_request_error","param":"response_format"}}""")),
        ["a server that knows the newer name alone"] = new(
            new Refused("max_tokens", 400, """{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}""")),
        ["vLLM with Gemma 2"] = new(
            new Refused("system", 400, """{"object":"error","message":"System role not supported","type":"BadRequestError","param":null,"code":400}""")),
        ["a server that knows no form at all"] = new(
            new Refused(Schema, 400, """{"error":{"message":"response_format.type must be 'text' or 'json_object'"}}"""),
            new Refused("response_format", 400, """{"error":{"message":"unknown member: response_format"}}"""),
            new Refused("temperature", 422, """{"error":{"message":"unknown member: temperature"}}""")),
    };

    private const string Schema = "json_schema";

    public static TheoryData<string> Names => [.. Endpoints.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ask_AnEndpointThatRefusesAMember_IsAskedInItsTermsAndLearntFrom(string name)
    {
        var strict = Endpoints[name];
        await using var endpoint = new FakeModelEndpoint { Answerer = question => strict.Answer(question.Body, ModelDialect.OpenAi) };
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1");

        var first = await AskAsync(bed, model);
        var asked = endpoint.Questions.Count;
        var second = await AskAsync(bed, model);

        Assert.Equal(("Hi there", "Hi there"), (first, second));
        Assert.Equal(strict.Refusals.Length + 1, asked);
        Assert.Equal(asked + 1, endpoint.Questions.Count);
        Assert.All(endpoint.Questions, static question => Assert.Equal(ModelBed.Key, question.Key));
        Assert.All(endpoint.Questions, static question => Assert.Contains("Müller & Söhne", Said(question), StringComparison.Ordinal));
        Assert.All(endpoint.Questions, static question => Assert.Contains("Write one line.", Said(question), StringComparison.Ordinal));
        Assert.Equal(["done", "done"], (await bed.LedgerAsync()).Select(static entry => entry.Outcome));
    }

    [Fact]
    public async Task Ask_AnAnthropicModelThatTakesNoForm_IsAskedWithoutIt()
    {
        var strict = new Strict(
            new Refused("output_config", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"This model does not support structured outputs."}}"""));
        await using var endpoint = new FakeModelEndpoint { Answerer = question => strict.Answer(question.Body, ModelDialect.Anthropic) };
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}", ModelProvider.Anthropic);

        Assert.Equal("Hi there", await AskAsync(bed, model));

        Assert.Equal(2, endpoint.Questions.Count);
        Assert.All(endpoint.Questions, static question => Assert.Equal(ModelBed.Key, question.Key));
    }

    [Fact]
    public async Task Ask_MistralFromElsewhere_NamesTheLimitAsItDoes()
    {
        var strict = new Strict(
            new Refused("max_completion_tokens", 422, """{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","max_completion_tokens"],"msg":"Extra inputs are not permitted","input":500}]},"type":"invalid_request_error","param":null,"code":null}"""),
            new Refused("stream_options", 422, """{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted","input":{"include_usage":true}}]},"type":"invalid_request_error","param":null,"code":null}"""));
        await using var endpoint = new FakeModelEndpoint { Answerer = question => strict.Answer(question.Body, ModelDialect.OpenAi) };
        // As a model elsewhere is spoken to, but to this machine.
        var model = new Model { Id = "mistral", Provider = ModelProvider.OpenAi, Name = "m", Endpoint = $"http://127.0.0.1:{endpoint.Port}/v1", IsLocal = false, HasKey = true, IsAllowed = true, IsChosen = true };
        using var client = new OpenAiChatClient(model, ModelBed.Key, ProviderTransport.Create(model, new ModelPatience(), TimeProvider.System));

        Assert.Equal("Hi there", (await client.GetResponseAsync(ModelBed.Payload, new ChatOptions { MaxOutputTokens = 500 })).Text);

        var last = JsonNode.Parse(endpoint.Questions.Last().Body)!.AsObject();
        Assert.Equal(3, endpoint.Questions.Count);
        Assert.Equal(500, (int)last["max_tokens"]!);
        Assert.True((bool)last["stream"]!);
    }

    [Theory]
    [InlineData(ModelProvider.OpenAi)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task Ask_AnyProvider_IsToldNothingOfTheMachine(ModelProvider provider)
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer((provider == ModelProvider.OpenAi ? ModelDialect.OpenAi : ModelDialect.Anthropic).Whole("Hi", " there"));
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}", provider);

        Assert.Equal("Hi there", await AskAsync(bed, model));

        var headers = Assert.Single(endpoint.Questions).Headers;
        Assert.Equal("Assistant", headers["user-agent"]);
        Assert.DoesNotContain(headers, static header => header.Value.Contains("linux", StringComparison.OrdinalIgnoreCase) || header.Value.Contains("windows", StringComparison.OrdinalIgnoreCase) || header.Value.Contains(".NET", StringComparison.Ordinal));
        Assert.DoesNotContain(headers.Keys, static name => name.StartsWith("x-stainless", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("""{"error":{"message":"The model does not like you."}}""", RpcErrorCode.ProviderRefused)]
    [InlineData("""{"error":{"message":"This model's maximum context length is 4096 tokens; max_tokens is too large.","code":"context_length_exceeded"}}""", RpcErrorCode.ProviderRefused)]
    public async Task Ask_ARefusalOfSomethingElse_IsNotAskedAgain(string body, RpcErrorCode code)
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(new ModelStep.Head(400, "application/json"), new ModelStep.Body(body), new ModelStep.End());
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1");

        var error = await Assert.ThrowsAsync<RpcException>(() => AskAsync(bed, model));

        Assert.Equal(code, error.Code);
        Assert.Single(endpoint.Questions);
    }

    [Fact]
    public async Task Ask_AnEndpointThatRefusesWhateverIsSaid_EndsWithItsWords()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(new ModelStep.Head(400, "application/json"), new ModelStep.Body("""{"error":{"message":"no temperature, no max_tokens, no max_completion_tokens, no json_schema"}}"""), new ModelStep.End());
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1");

        var error = await Assert.ThrowsAsync<RpcException>(() => AskAsync(bed, model));

        Assert.Contains("no temperature", error.Message, StringComparison.Ordinal);
        Assert.InRange(endpoint.Questions.Count, 2, 8);
    }

    private static async Task<string> AskAsync(ModelBed bed, Model model)
    {
        using var client = bed.Desk.Open(model, new CallNote(WritingTask.Outreach, "p1", [], Fresh: true));
        return (await client.GetResponseAsync(ModelBed.Payload, new ChatOptions { MaxOutputTokens = 500, Temperature = 0.6f, ResponseFormat = AnswerSchema.Format(WritingTask.Outreach, "mail") })).Text;
    }

    private static string Said(ModelQuestion question) =>
        string.Concat(JsonNode.Parse(question.Body)!["messages"]!.AsArray().Select(static message => message!["content"] is JsonArray parts ? string.Concat(parts.Select(static part => (string?)part!["text"])) : (string?)message!["content"]));

    /// <summary>One thing that is refused: a member of the body by its name, or a system message, a schema, a keyword of the schema.</summary>
    private sealed record Refused(string What, int Status, string Body);

    private sealed record Strict(params Refused[] Refusals)
    {
        public IReadOnlyList<ModelStep> Answer(string body, ModelDialect dialect)
        {
            using var document = JsonDocument.Parse(body);
            var refusal = Refusals.FirstOrDefault(each => Has(document.RootElement, each.What));
            return refusal is null ? dialect.Whole("Hi", " there") : [new ModelStep.Head(refusal.Status, "application/json"), new ModelStep.Body(refusal.Body), new ModelStep.End()];
        }

        private static bool Has(JsonElement body, string what) => what switch
        {
            "system" => body.GetProperty("messages")[0].GetProperty("role").GetString() == "system",
            Schema => body.TryGetProperty("response_format", out var form) && form.GetProperty("type").GetString() == Schema,
            "minItems" => body.GetRawText().Contains("\"minItems\"", StringComparison.Ordinal),
            _ => body.TryGetProperty(what, out _),
        };
    }
}
