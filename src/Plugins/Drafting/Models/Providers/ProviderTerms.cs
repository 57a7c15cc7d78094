using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace Assistant.Plugins.Drafting.Models.Providers;

/// <summary>
/// Asks an endpoint in the terms that it takes. Many speak OpenAI's or Anthropic's language with members missing: newer models refuse a temperature,
/// others a schema, the newer name of a limit, a system message. What a refusal names is left out or said otherwise, and the same is asked at once again.
/// What was learnt holds as long as the client. No text is lost by it: the form of the answer stands in the prompt too.
/// </summary>
internal sealed class ProviderTerms(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    // In this order: what costs an answer least is tried first.
    private static readonly ImmutableArray<Term> Terms =
    [
        Without("temperature"),
        Without("top_p"),
        Without("stream_options"),
        Renamed("max_completion_tokens", "max_tokens"),
        Renamed("max_tokens", "max_completion_tokens"),
        new(static (_, said) => Says(said, "minItems"), static body => RemoveAll(body, "minItems")),
        new(static (body, said) => IsOfForm(said) && FormType(body) == "json_schema", static body => body["response_format"] = new JsonObject { ["type"] = "json_object" }),
        new(static (body, said) => IsOfForm(said) && FormType(body) is not null, static body => body.Remove("response_format")),
        new(static (body, said) => IsOfForm(said) && body.ContainsKey("output_config"), static body => body.Remove("output_config")),
        new(static (body, said) => IsOfForm(said) && body.ContainsKey("output_format"), static body => body.Remove("output_format")),
        new(static (body, said) => Says(said, "system role") && SystemMessage(body) is not null, SayByTheUser),
    ];

    private ImmutableList<Term> _learnt = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not { } content)
            return await base.SendAsync(request, cancellationToken);
        await content.LoadIntoBufferAsync(cancellationToken);
        JsonObject? body = null;
        var used = _learnt;
        if (!used.IsEmpty)
        {
            body = await ReadAsync(content, cancellationToken);
            used.ForEach(term => term.Change(body));
            request.Content = Content(body);
        }

        while (true)
        {
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                // Two calls at once may learn the same; either's is as good.
                if (used.Count > _learnt.Count)
                    _learnt = used;
                return response;
            }
            catch (ProviderFaultException fault) when (fault is { Kind: ProviderFault.Status, Status: 400 or 422 or 500, Body: { } said } && !ProviderErrors.IsTooLong(said))
            {
                body ??= await ReadAsync(content, cancellationToken);
                if (Terms.FirstOrDefault(term => !used.Contains(term) && term.IsAskedFor(body, said)) is not { } next)
                    throw;
                next.Change(body);
                used = used.Add(next);
                request.Content = Content(body);
            }
        }
    }

    private static Term Without(string member) => new((body, said) => Says(said, member) && body.ContainsKey(member), body => body.Remove(member));

    private static Term Renamed(string member, string other) => new(
        (body, said) => Says(said, member) && body.ContainsKey(member),
        body =>
        {
            if (body[member] is { } value && body.Remove(member))
                body[other] = value.DeepClone();
        });

    // OpenAI, Groq, DeepSeek, vLLM and Anthropic each name it otherwise.
    private static bool IsOfForm(string said) =>
        Says(said, "response_format") || Says(said, "response format") || Says(said, "json_schema") || Says(said, "output_config") || Says(said, "output_format") || Says(said, "structured output");

    private static string? FormType(JsonObject body) => body["response_format"]?["type"]?.GetValue<string>();

    private static JsonObject? SystemMessage(JsonObject body) =>
        body["messages"] is JsonArray { Count: > 1 } messages && messages[0] is JsonObject first && first["role"]?.GetValue<string>() == "system" ? first : null;

    // Models whose template has no place for a system message (Gemma 2) read it before the first question.
    private static void SayByTheUser(JsonObject body)
    {
        if (SystemMessage(body) is not { } system)
            return;
        var messages = body["messages"]!.AsArray();
        var question = messages[1]!;
        question["content"] = $"{Text(system["content"])}\n\n{Text(question["content"])}";
        messages.RemoveAt(0);
    }

    private static string Text(JsonNode? content) => content is JsonArray parts ? string.Concat(parts.Select(static part => part?["text"]?.GetValue<string>())) : content?.GetValue<string>() ?? "";

    private static void RemoveAll(JsonNode? node, string member)
    {
        if (node is JsonObject owner)
            owner.Remove(member);
        foreach (var inner in node switch { JsonObject each => each.Select(static one => one.Value), JsonArray items => items, _ => [] })
            RemoveAll(inner, member);
    }

    private static bool Says(string said, string word) => said.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static async ValueTask<JsonObject> ReadAsync(HttpContent content, CancellationToken cancel) =>
        (await JsonNode.ParseAsync(await content.ReadAsStreamAsync(cancel), cancellationToken: cancel))!.AsObject();

    private static StringContent Content(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    /// <param name="IsAskedFor">Whether a refusal of this body asks for it.</param>
    /// <param name="Change">Makes it so; a body that it does not concern stays as it is.</param>
    private sealed record Term(Func<JsonObject, string, bool> IsAskedFor, Action<JsonObject> Change);
}
