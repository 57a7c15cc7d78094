using System.Buffers;
using System.Text.Json;
using Assistant.Plugins.Drafting.Fencing;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>What a client is told. The data of a refused answer is <c>{"remedy": ..., "arrived": ...}</c>.</summary>
internal static class WriterErrors
{
    private const string OfflineRemedy = "The offline composer does the job without a model: choose the model 'offline'.";

    private const string FormRemedy = "Write again, choose another model, or choose 'offline', which fills templates without a model.";

    private const string RoomRemedy = "Choose a model that thinks less before it writes, raise 'maxOutputTokens' in the prompt's front matter (`assistant prompts edit`), or choose 'offline', which fills templates without a model.";

    private const int LongestShown = 4_000;

    public static RpcException BadForm(string fault, string arrived) => new(
        RpcErrorCode.ProviderRefused,
        $"The model did not answer in the form that was asked for, twice. {fault} {FormRemedy}",
        Data(FormRemedy, Shown(arrived)));

    /// <summary>It used up its tokens, in thinking or in writing, before its answer ended.</summary>
    public static RpcException Cut(int tokens, string arrived) => new(
        RpcErrorCode.ProviderRefused,
        FormattableString.Invariant($"The model's answer did not end within {tokens} tokens, its thinking included. {RoomRemedy}"),
        Data(RoomRemedy, Shown(arrived)));

    public static RpcException ToolCall() => new(
        RpcErrorCode.ProviderRefused,
        $"The model tried to call a tool. It has none, and its answer was refused. {FormRemedy}",
        Data(FormRemedy, null));

    public static RpcException TooLong() => new(
        RpcErrorCode.ProviderRefused,
        FormattableString.Invariant($"The model's answer is longer than {AnswerLimits.Response} characters and was broken off. {FormRemedy}"),
        Data(FormRemedy, null));

    public static RpcLimitData Limit(Payload payload) => payload.TooLongFor is { } tokens
        ? new RpcLimitData { Limit = "contextTokens", Maximum = tokens }
        : new RpcLimitData { Limit = "promptBudget", Maximum = (long)Math.Ceiling(payload.Budget ?? 0) };

    /// <summary>The same error, whose remedy also offers to go on without a model.</summary>
    public static RpcException WithOffline(RpcException error) => error.Message.Contains("offline", StringComparison.Ordinal)
        ? error
        : new RpcException(error.Code, $"{error.Message} {OfflineRemedy}", error.Detail, error);

    private static string Shown(string arrived)
    {
        var text = Invisible.Remove(arrived);
        return text.Length <= LongestShown ? text : text[..(char.IsHighSurrogate(text[LongestShown - 1]) ? LongestShown - 1 : LongestShown)];
    }

    private static RpcOtherData Data(string remedy, string? arrived)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("remedy", remedy);
            if (arrived is not null)
                writer.WriteString("arrived", arrived);
            writer.WriteEndObject();
        }

        return new RpcOtherData(JsonElement.Parse(buffer.WrittenSpan));
    }
}
