using System.CommandLine;
using System.Text.Json;
using Assistant.Host.Cli.Connection;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>call</c> and <c>stdio</c>: JSON-RPC from a shell and from an editor.</summary>
internal static class BridgeCommands
{
    public const string CallName = "call";

    // A name is enough to read; what a file holds beyond the frame limit the host would refuse anyway.
    private const long LargestParameters = Protocol.JsonRpc.RpcLimits.FrameBytes;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = Protocol.JsonRpc.RpcLimits.Nesting };

    public static Command Call()
    {
        var method = new Argument<string>("METHOD") { Description = "The method, as in drafts/list. rpc.discover lists them." };
        var parameters = new Argument<string?>("JSON") { Description = "The parameters: JSON, @FILE, or - for standard input.", Arity = ArgumentArity.ZeroOrOne };
        var key = new Option<string?>("--key-file") { Description = "A file with the key to call with, as token create printed it. Default: $ASSISTANT_KEY, else the call is made without a key.", HelpName = "FILE" };
        return new CliCommand(CallName, "Calls one method of the host and prints its result.", "call host/status", "call drafts/list '{\"limit\":5}'", "call rpc.discover", "call proposals/list --key-file ci.key") { method, parameters, key }
            .Runs(async (run, cancel) =>
            {
                var given = await ReadAsync(run, run.Value(parameters), cancel);
                var call = new HostCall(run.Folder.Folder) { ClientKey = await ScriptKey.FindAsync(run, run.Value(key), cancel) };
                await using var host = await run.ConnectAsync(call, cancel);
                var result = await run.WaitingAsync("Calling", host.Caller.InvokeAsync(run.Value(method), given, null, cancel).AsTask());
                run.PrintJson(result.WriteTo);
                return ExitCode.Ok;
            });
    }

    public static Command Stdio() =>
        new CliCommand("stdio", "Speaks JSON-RPC on standard input and output, for editors.", "stdio < requests.jsonl", "stdio --data ~/letters").Runs(async (run, cancel) =>
        {
            await using var host = await run.Environment.Door.OpenAsync(new HostCall(run.Folder.Folder), cancel);
            await new ByteBridge(run.Environment.RawIn(), run.Environment.RawOut(), host).RunAsync(cancel);
            return ExitCode.Ok;
        });

    private static async Task<JsonElement?> ReadAsync(CliRun run, string? given, CancellationToken cancel)
    {
        switch (given)
        {
            case null:
                return null;
            case "-":
                using (var input = new StreamReader(run.Environment.RawIn()))
                    return Parse(await input.ReadToEndAsync(cancel), "standard input");
            case ['@', .. var path]:
                return Parse(System.Text.Encoding.UTF8.GetString(await InputFile.ReadAsync(path, LargestParameters, cancel)), path);
            default:
                return Parse(given, "JSON");
        }
    }

    private static JsonElement Parse(string text, string source)
    {
        JsonElement value;
        try
        {
            value = JsonElement.Parse(text, Strict);
        }
        catch (JsonException error)
        {
            // A member that is given twice has no position: the reader notices when it has read on.
            var place = error.LineNumber is { } line ? $"{source}: line {line + 1}, column {error.BytePositionInLine + 1}" : source;
            throw new CliException(ExitCode.Usage, $"{place}: this is no JSON: {Reason(error)}", "Give an object or an array, in single quotes so that the shell leaves it alone.", error);
        }

        return value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            ? value
            : throw new CliException(ExitCode.Usage, $"{source}: line 1, column 1: parameters are an object or an array.", "For example '{\"limit\":5}'.");
    }

    // The reader's own message repeats the position in its own counting.
    private static string Reason(JsonException error) => error.Message.Split(" LineNumber:")[0];
}
