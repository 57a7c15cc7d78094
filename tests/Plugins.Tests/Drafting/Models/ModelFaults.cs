using Assistant.Protocol.JsonRpc;
using Assistant.TestKit.Models;
using static Assistant.TestKit.Models.ModelStep;

namespace Assistant.Plugins.Tests.Drafting.Models;

/// <summary>Every fault that the suite plays.</summary>
internal static class ModelFaults
{
    private const string Two = "Hello Zoë";
    private const string All = "Hello Zoë 你好 👋";

    // The OpenAI package stumbles over it, the Anthropic package leaves it out.
    private static readonly ModelStep[] Strange = [new Head(), new Body("event: content_block_delta\ndata: [1,2]\n\n"), new End()];

    private static readonly string[] Words = ["Hello", " Zoë", " 你好", " 👋"];

    public static IEnumerable<ModelFault> Table() =>
    [
        Good("whole", static d => [d.Whole(Words)]),
        Good("comments and heartbeats", static d => [[new Head(), new Body(": keep-alive\n\n"), .. Middle(d, Words), new Body(": bye\n\n"), new End()]]),
        Good("lines end in CRLF", static d => [[new Head(), .. Middle(d, Words).Select(static s => s is Body b ? new Body(b.Text.ReplaceLineEndings("\r\n")) : s), new End()]]),
        Good("no space after the colon", static d => [[new Head(), .. Middle(d, Words).Select(static s => s is Body b ? new Body(b.Text.Replace("data: ", "data:", StringComparison.Ordinal)) : s), new End()]]),
        Good("charset in the content type", static d => [[new Head(200, "text/event-stream; charset=utf-8"), .. Middle(d, Words), new End()]]),
        Good("usage cut off after the finish", static d => [[new Head(), .. Begun(d, Words), new Body(d.Finish), new Body("data: {\"id\":\"c1\",\"usage\":{\"prompt_to"), new Close()]]),
        Good("usage never sent", static d => [[new Head(), .. Begun(d, Words), new Body(d.Finish), new End()]]),
        Good("reset after the finish", static d => [[new Head(), .. Begun(d, Words), new Body(d.Finish), new Close()]]),
        new("finished without a word", static d => [[new Head(), .. ModelDialect.Pieces([.. d.Opening, d.Finish, .. d.Closing(3, 0)]), new End()]]),

        Broken("half event, then the end", static d => [[new Head(), .. Begun(d, "Hello", " Zoë"), Half(d), new End()]], Two),
        Broken("half event, then closed", static d => [[new Head(), .. Begun(d, "Hello", " Zoë"), Half(d), new Close()]], Two),
        Broken("reset in the middle", static d => [[new Head(), .. Begun(d, "Hello", " Zoë"), new Stall()]], Two) with { RunsOut = true, Says = "stopped coming" },
        Broken("end without a finish", static d => [[new Head(), .. Begun(d, "Hello", " Zoë"), new End()]], Two),
        Broken("error event in the middle", static d => [[new Head(), .. Begun(d, "Hello", " Zoë"), new Body(d.Error("Overloaded for " + ModelBed.Key)), new End()]], Two),
        Broken("closed in the middle", static d => [[new Head(), .. Begun(d, "Hello", " Zoë"), new Close()]], Two),
        Broken("only half of the first event, three times", static d => [[new Head(), Half(d), new End()]], "", 3, 1, 2),
        Broken("nothing in a good stream, three times", static d => [[new Head(), new End()]], "", 3, 1, 2),
        Broken("error event first, three times", static d => [[new Head(), new Body(d.Error("Overloaded")), new End()]], "", 3, 1, 2),
        Broken("reset before the status, three times", static d => [[new Reset()]], "", 3, 1, 2),
        Broken("closed before the status, three times", static d => [[new Close()]], "", 3, 1, 2),
        Broken("silence before the status", static d => [[new Stall()]], "") with { RunsOut = true, Says = "no answer came" },
        Broken("silence after the status", static d => [[new Head(), new Stall()]], "") with { RunsOut = true },
        Broken("silence before the first word", static d => [[new Head(), .. Begun(d), new Stall()]], "") with { RunsOut = true },
        Broken("silence in the middle of an event", static d => [[new Head(), .. Begun(d, "Hello", " Zoë"), Half(d), new Stall()]], Two) with { RunsOut = true },

        Good("half event before the first word, then good", static d => [[new Head(), .. Begun(d), Half(d), new Close()], d.Whole(Words)], 2, 1),
        Good("reset before the status, then good", static d => [[new Reset()], d.Whole(Words)], 2, 1),
        Good("reset after the status, then good", static d => [[new Head(), new Reset()], d.Whole(Words)], 2, 1),
        Good("error event first, then good", static d => [[new Head(), new Body(d.Error("Overloaded")), new End()], d.Whole(Words)], 2, 1),
        Good("500, then good", static d => [Failing(d, 500), d.Whole(Words)], 2, 1),
        Good("502 and 503, then good", static d => [Failing(d, 502), Failing(d, 503), d.Whole(Words)], 3, 1, 2),
        Good("529, then good", static d => [Failing(d, 529), d.Whole(Words)], 2, 1),
        Good("408, then good", static d => [Failing(d, 408), d.Whole(Words)], 2, 1),
        Good("429 with Retry-After, then good", static d => [Failing(d, 429, "Retry-After: 7"), d.Whole(Words)], 2, 7),
        Good("429 with a date, then good", static d => [Failing(d, 429, "Retry-After: Mon, 05 Jan 2026 09:00:30 GMT"), d.Whole(Words)], 2, 30),
        Good("429 without Retry-After, then good", static d => [Failing(d, 429), d.Whole(Words)], 2, 1),
        Good("429 with nonsense, then good", static d => [Failing(d, 429, "Retry-After: soon"), d.Whole(Words)], 2, 1),
        Good("503 with Retry-After, then good", static d => [Failing(d, 503, "Retry-After: 3"), d.Whole(Words)], 2, 3),
        Good("five times that the model is being loaded, then good", static d => [.. Enumerable.Repeat(Loading(d), 5), d.Whole(Words)], 6, 1, 1, 1, 1, 1),

        Broken("500, three times", static d => [Failing(d, 500)], "", 3, 1, 2),
        Broken("429, three times", static d => [Failing(d, 429, "Retry-After: 5")], "", 3, 5, 5) with { RetryAfter = 5, Says = "asks to wait" },
        Broken("a model that is being loaded for ever", static d => [Loading(d)], "", 302, [.. Enumerable.Repeat(1.0, 301)]) with { Says = "asks to wait", Only = ModelDialect.OpenAi },
        Broken("429 with a pause that nobody waits", static d => [Failing(d, 429, "Retry-After: 3600")], "") with { RetryAfter = 3600 },
        Broken("error status without its body", static d => [[new Head(500, "application/json"), new Close()]], "", 3, 1, 2),

        Refused("429 for want of money", static d => [[new Head(429, "application/json"), new Body(d.ErrorBody("insufficient_quota", "You exceeded your current quota")), new End()]]) with { Says = "nothing left" },
        Refused("400", static d => [Failing(d, 400)]) with { Says = "It went wrong" },
        Refused("400 for more than it takes", static d => [[new Head(400, "application/json"), new Body(d.ErrorBody("invalid_request_error", "This model's maximum context length is 4096 tokens")), new End()]]) with { Says = "--context" },
        Refused("404", static d => [Failing(d, 404)]),
        Refused("413", static d => [Failing(d, 413)]),
        Refused("a page of HTML with 400", static _ => [[new Head(400, "text/html"), new Body("<html><b>secret page</b></html>"), new End()]]),
        Refused("a page of HTML with 200", static _ => [[new Head(200, "text/html"), new Body("<html>Welcome</html>"), new End()]]) with { Says = "no stream" },
        Refused("JSON instead of a stream", static _ => [[new Head(200, "application/json"), new Body("""{"id":"c1","choices":[]}"""), new End()]]) with { Says = "no stream" },
        Refused("invalid JSON first", static _ => [[new Head(), new Body("event: content_block_delta\ndata: {\"type\":\"content_block_delta\", oops\n\n"), new End()]]),
        Refused("invalid JSON in the middle", static d => [[new Head(), .. Begun(d, "Hello", " Zoë"), new Body("event: content_block_delta\ndata: {]\n\n"), new End()]]) with { Shown = Two },
        Refused("JSON of another kind", static _ => [Strange]) with { Only = ModelDialect.OpenAi },
        Broken("JSON of another kind, three times", static _ => [Strange], "", 3, 1, 2) with { Only = ModelDialect.Anthropic },
        Refused("an answer that does not end", static d => [[new Head(), .. Begun(d, [.. Enumerable.Repeat(new string('x', 1000), 60)]), new End()]]) with { Says = "does not stop", Shown = new string('x', 50_000) },
        Refused("one event that does not end", static _ => [[new Head(), .. Enumerable.Repeat(new Body("data: " + new string('y', 100_000)), 30), new End()]]) with { Says = "does not stop" },
        .. new[] { 301, 302, 303, 307, 308 }.Select(static status => Refused($"redirect {status}", _ => [[new Head(status, "text/plain", "Location: http://127.0.0.1:OTHER/stolen"), new End()]]) with { Says = "elsewhere" }),

        NeedsKey("401 that repeats the key", static d => [[new Head(401, "application/json"), new Body(d.ErrorBody("invalid_key", $"Incorrect key {ModelBed.Key} or sk-abc***xyz of {ModelBed.Canary}")), new End()]]) with { Says = "does not take the key" },
        NeedsKey("403", static d => [Failing(d, 403)]),

        Left("the caller leaves before the status", static _ => [[new Stall()]], ""),
        Left("the caller leaves before the first word", static d => [[new Head(), .. Begun(d), new Stall()]], ""),
        Left("the caller leaves in the middle", static d => [[new Head(), .. Begun(d, "Hello", " Zoë"), new Stall()]], Two),
    ];

    private static ModelFault Good(string name, Func<ModelDialect, IReadOnlyList<IReadOnlyList<ModelStep>>> turns, int questions = 1, params double[] pauses) =>
        new(name, turns) { Shown = All, Questions = questions, Pauses = pauses };

    private static ModelFault Broken(string name, Func<ModelDialect, IReadOnlyList<IReadOnlyList<ModelStep>>> turns, string shown, int questions = 1, params double[] pauses) =>
        new(name, turns) { Code = RpcErrorCode.ProviderUnavailable, Shown = shown, Questions = questions, Pauses = pauses };

    private static ModelFault Refused(string name, Func<ModelDialect, IReadOnlyList<IReadOnlyList<ModelStep>>> turns) => new(name, turns) { Code = RpcErrorCode.ProviderRefused };

    private static ModelFault NeedsKey(string name, Func<ModelDialect, IReadOnlyList<IReadOnlyList<ModelStep>>> turns) => new(name, turns) { Code = RpcErrorCode.NeedsSetup };

    private static ModelFault Left(string name, Func<ModelDialect, IReadOnlyList<IReadOnlyList<ModelStep>>> turns, string shown) =>
        new(name, turns) { Code = RpcErrorCode.RequestCancelled, Shown = shown, Leaves = true };

    private static IEnumerable<ModelStep> Begun(ModelDialect dialect, params IEnumerable<string> words) =>
        ModelDialect.Pieces([.. dialect.Opening, .. words.Select(dialect.Word)]);

    private static IEnumerable<ModelStep> Middle(ModelDialect dialect, params IEnumerable<string> words) =>
        [.. Begun(dialect, words), .. ModelDialect.Pieces([dialect.Finish, .. dialect.Closing(11, 7)])];

    private static Body Half(ModelDialect dialect) => new(dialect.Word(" never seen")[..^20]);

    // As llama.cpp's server says it.
    private static IReadOnlyList<ModelStep> Loading(ModelDialect dialect) =>
        [new Head(503, "application/json; charset=utf-8"), new Body(dialect.ErrorBody("unavailable_error", "Loading model")), new End()];

    private static IReadOnlyList<ModelStep> Failing(ModelDialect dialect, int status, params string[] headers) =>
        [new Head(status, "application/json", headers), new Body(dialect.ErrorBody("told", "It went wrong")), new End()];
}
