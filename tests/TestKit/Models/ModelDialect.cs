using System.Globalization;
using System.Text.Json;

namespace Assistant.TestKit.Models;

/// <summary>How a provider's stream looks: the events of one answer, in their order, each with the empty line that ends it.</summary>
public abstract class ModelDialect
{
    public static ModelDialect OpenAi { get; } = new OpenAiDialect();

    public static ModelDialect Anthropic { get; } = new AnthropicDialect();

    /// <summary>What comes before the first word.</summary>
    public abstract IReadOnlyList<string> Opening { get; }

    public abstract string Word(string text);

    /// <summary>The reason for the end, without usage.</summary>
    public abstract string Finish { get; }

    /// <summary>What comes after it: usage and the mark of the end.</summary>
    public abstract IReadOnlyList<string> Closing(int input, int output);

    /// <summary>The call of a tool, and the end that goes with it.</summary>
    public abstract string ToolCall(string name, string arguments);

    /// <summary>An error as an event, after a good status.</summary>
    public abstract string Error(string message);

    /// <summary>An error's body.</summary>
    public abstract string ErrorBody(string type, string message);

    /// <summary>A whole answer.</summary>
    public IReadOnlyList<ModelStep> Whole(params IEnumerable<string> words) =>
        [new ModelStep.Head(), .. Pieces([.. Opening, .. words.Select(Word), Finish, .. Closing(11, 7)]), new ModelStep.End()];

    public static IEnumerable<ModelStep> Pieces(IEnumerable<string> events) => events.Select(static text => new ModelStep.Body(text));

    private static string Quoted(string text) => "\"" + JsonEncodedText.Encode(text) + "\"";

    private sealed class OpenAiDialect : ModelDialect
    {
        public override IReadOnlyList<string> Opening => [Chunk("""{"role":"assistant","content":""}""", "null")];

        public override string Finish => Chunk("{}", "\"stop\"");

        public override string Word(string text) => Chunk($$"""{"content":{{Quoted(text)}}}""", "null");

        public override IReadOnlyList<string> Closing(int input, int output) =>
        [
            string.Create(CultureInfo.InvariantCulture, $"data: {{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"m\",\"choices\":[],\"usage\":{{\"prompt_tokens\":{input},\"completion_tokens\":{output},\"total_tokens\":{input + output}}}}}\n\n"),
            "data: [DONE]\n\n",
        ];

        public override string ToolCall(string name, string arguments) =>
            Chunk($$$"""{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":{{{Quoted(name)}}},"arguments":{{{Quoted(arguments)}}}}}]}""", "null") + Chunk("{}", "\"tool_calls\"");

        public override string Error(string message) => $"data: {ErrorBody("server_error", message)}\n\n";

        public override string ErrorBody(string type, string message) => $$$"""{"error":{"message":{{{Quoted(message)}}},"type":"{{{type}}}","param":null,"code":"{{{type}}}"}}""";

        private static string Chunk(string delta, string finish) =>
            $$$"""data: {"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,"delta":{{{delta}}},"finish_reason":{{{finish}}} }]}""" + "\n\n";
    }

    private sealed class AnthropicDialect : ModelDialect
    {
        public override IReadOnlyList<string> Opening =>
        [
            Event("message_start", """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"m","stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":11,"output_tokens":1}}}"""),
            Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
            Event("ping", """{"type":"ping"}"""),
        ];

        public override string Finish =>
            Event("content_block_stop", """{"type":"content_block_stop","index":0}""")
            + Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":7}}""");

        public override string Word(string text) =>
            Event("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":{{{Quoted(text)}}}}}""");

        public override IReadOnlyList<string> Closing(int input, int output) => [Event("message_stop", """{"type":"message_stop"}""")];

        public override string ToolCall(string name, string arguments) =>
            Event("content_block_start", $$$"""{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":{{{Quoted(name)}}},"input":{} }}""")
            + Event("content_block_delta", $$$"""{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":{{{Quoted(arguments)}}} } }""")
            + Event("content_block_stop", """{"type":"content_block_stop","index":1}""")
            + Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":7}}""");

        public override string Error(string message) => Event("error", ErrorBody("overloaded_error", message));

        public override string ErrorBody(string type, string message) => $$$"""{"type":"error","error":{"type":"{{{type}}}","message":{{{Quoted(message)}}}}}""";

        private static string Event(string name, string data) => $"event: {name}\ndata: {data}\n\n";
    }
}
