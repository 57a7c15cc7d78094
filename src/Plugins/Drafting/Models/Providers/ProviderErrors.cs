using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting.Models.Providers;

/// <summary>What went wrong at a provider, as an error that a person can act on.</summary>
/// <param name="model">The model that was asked.</param>
/// <param name="time">The clock.</param>
internal sealed class ProviderErrors(Model model, TimeProvider time)
{
    private const int Overloaded = 529;

    // OpenAI and what speaks like it, llama.cpp, Anthropic.
    private static readonly string[] TooLongWords = ["context_length_exceeded", "context length", "exceed_context_size", "available context size", "prompt is too long"];

    /// <summary>Whether asking again may help, before anything of an answer was shown.</summary>
    public static bool IsPassing(Exception error) => ProviderFaultException.In(error) switch
    {
        { Kind: ProviderFault.Status, Status: 429 } fault => fault.Body?.Contains("insufficient_quota", StringComparison.Ordinal) != true,
        { Kind: ProviderFault.Status, Status: 408 or >= 500 } => true,
        { Kind: ProviderFault.CutOff or ProviderFault.InStream } => true,
        { Kind: ProviderFault.NoConnection } fault => Find<SocketException>(fault)?.SocketErrorCode != SocketError.ConnectionRefused,
        null => IsTransport(error),
        _ => false,
    };

    /// <summary>Whether the provider is there and its model is not yet: llama.cpp's server says so at once, for as long as it takes.</summary>
    public static bool IsLoading(Exception error) =>
        ProviderFaultException.In(error) is { Kind: ProviderFault.Status, Status: 503, Body: { } said } && said.Contains("loading model", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a refusal's words say that the texts have too many tokens.</summary>
    public static bool IsTooLong(string? body) => body is not null && TooLongWords.Any(word => body.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The connection broke. JSON that does not parse is not the network's doing, even where a package wraps it so.</summary>
    public static bool IsTransport(Exception error) =>
        Find<JsonException>(error) is null && (Find<IOException>(error) ?? (Exception?)Find<HttpRequestException>(error) ?? Find<SocketException>(error)) is not null;

    public RpcException Map(Exception error) => error is RpcException own ? own : ProviderFaultException.In(error) is { } fault ? Map(fault, error) : Map(Outside(error), error);

    public RpcException TimedOut(string waitedFor, Exception? inner = null) => Unavailable($"The model '{model.Id}' was waited for too long: {waitedFor}.", null, inner);

    public RpcException TooLong() => Refused($"The model '{model.Id}' does not stop writing; its answer was dropped.", null);

    private static ProviderFault Outside(Exception error) => IsTransport(error) ? ProviderFault.CutOff : ProviderFault.NoStream;

    private RpcException Map(ProviderFault kind, Exception error) => Map(new ProviderFaultException(kind, error), error);

    private RpcException Map(ProviderFaultException fault, Exception error) => fault.Kind switch
    {
        ProviderFault.Redirect => Refused($"The endpoint of the model '{model.Id}' sends callers elsewhere ({Number(fault.Status)}), where its key must not go. Set the endpoint that it means.", error),
        ProviderFault.NoStream => Refused($"The endpoint of the model '{model.Id}' answers something that is no stream of a chat. Look at its address: most end in /v1.", error),
        ProviderFault.TooLarge => TooLong(),
        ProviderFault.NotHere => Refused($"The name in the endpoint of the model '{model.Id}' leads away from this machine.", error),
        ProviderFault.NoConnection => Unavailable($"The model '{model.Id}' cannot be reached{(model.IsLocal ? ": is its program running?" : ".")}", null, error),
        ProviderFault.CutOff => Unavailable($"The answer of the model '{model.Id}' was cut off.", null, error),
        ProviderFault.InStream => Unavailable($"The model '{model.Id}' stopped with an error.", null, error),
        _ => Map(fault.Status, fault, error),
    };

    private RpcException Map(int status, ProviderFaultException fault, Exception error) => status switch
    {
        401 or 403 => BadKey(error),
        429 when !IsPassing(fault) => Refused($"The account of the model '{model.Id}' has nothing left to spend.", error),
        429 or Overloaded or 503 => Unavailable($"The model '{model.Id}' asks to wait.", fault.RetryAfter, error),
        408 or >= 500 => Unavailable($"The model '{model.Id}' failed with {Number(status)}.", fault.RetryAfter, error),
        404 => Refused($"The endpoint knows no model '{model.Name}', or is not the right address.", error),
        400 or 413 when IsTooLong(fault.Body) =>
            Refused($"The texts are too long for the model '{model.Id}'.", error, Remedies.SayRoom(model.Id)),
        _ => Refused($"The model '{model.Id}' refused with {Number(status)}.", error),
    };

    private RpcException Unavailable(string message, TimeSpan? pause, Exception? inner) => new(
        RpcErrorCode.ProviderUnavailable,
        $"{message}{Said(inner)} {Remedies.Offline}",
        new RpcUnavailableData { RetryAfter = pause is { } wait ? time.GetUtcNow() + wait : null },
        inner is null ? null : ProviderFaultException.Bare(inner));

    private static RpcException Refused(string message, Exception? inner, string remedy = Remedies.Other) =>
        new(RpcErrorCode.ProviderRefused, $"{message}{Said(inner)} {remedy}", inner: inner is null ? null : ProviderFaultException.Bare(inner));

    private RpcException BadKey(Exception error)
    {
        var reason = $"The provider does not take the key of the model '{model.Id}'.";
        return Refusal.Setup($"{reason}{Said(error)}", Remedies.GiveKey(model.Id)).ToException(ProviderFaultException.Bare(error));
    }

    // A sentence of its own, in quotes: whoever says ours in another language finds where it ends.
    private static string Said(Exception? error) => ProviderText.Clean(ProviderFaultException.In(error)?.Body) is { } text ? " " + Quoted(text.TrimEnd('.')) : "";

    private static string Quoted(string text) => $"It says: \"{text}\".";

    private static string Number(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static T? Find<T>(Exception error)
        where T : Exception
    {
        for (Exception? at = error; at is not null; at = at.InnerException)
        {
            if (at is T found)
                return found;
        }

        return null;
    }
}
