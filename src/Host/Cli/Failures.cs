using Assistant.Host.Cli.Terminal;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Secrets;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Cli;

/// <summary>Puts every failure into one sentence, a remedy and an exit code.</summary>
internal static class Failures
{
    // A list of everything that is wrong with a file of a thousand rows helps nobody at a terminal.
    private const int MostProblems = 12;

    /// <param name="error">What happened.</param>
    /// <param name="withPaths">A program reads it: where in the request it is stands before each problem.</param>
    public static CliException Explain(Exception error, bool withPaths = false) => error switch
    {
        CliException known => known,
        RpcException answered => Explain(answered, withPaths),
        RpcConnectionException => new CliException(ExitCode.Failed, "The host ended the connection before it answered; whether the call took place is not known.", $"Look at what is there before you repeat it: {CommandLine.Program} status.", error),
        SecretPlaceException secrets => new CliException(ExitCode.NeedsSetup, secrets.Message, inner: error),
        StorageException storage => new CliException(ExitCode.Failed, storage.Reason, storage.Remedy, error),
        // What is left is a fault of this program; its kind and message are all that a person can pass on.
        _ => new CliException(ExitCode.Failed, $"Something went wrong that should not: {error.GetType().Name}: {error.Message}", $"{CommandLine.Program} doctor looks for the cause.", error),
    };

    /// <summary>The sentence and its remedy, for the person; the exit code, for the caller.</summary>
    public static ExitCode Say(Exception error, TextWriter output)
    {
        var problem = Explain(error);
        output.WriteLine(SafeText.Line(problem.Message));
        if (problem.Remedy is { } remedy)
            output.WriteLine(SafeText.Block(remedy));
        return problem.Code;
    }

    private static CliException Explain(RpcException error, bool withPaths)
    {
        var message = withPaths ? error.Message : MessageOf(error);
        return new(CodeOf(error.Code), message, RemedyOf(error, withPaths) is { } remedy && !message.EndsWith(remedy, StringComparison.Ordinal) ? remedy : null, error);
    }

    // The error's own sentence begins with the place of the first problem.
    private static string MessageOf(RpcException error) => error.Detail switch
    {
        RpcInvalidData { Problems: [var only] } => ProblemWords.Sentence(only) ?? error.Message,
        RpcInvalidData { Problems: { Count: > 1 } many } => $"{many.Count} things are wrong:",
        _ => error.Message,
    };

    private static ExitCode CodeOf(RpcErrorCode code) => code switch
    {
        RpcErrorCode.NotFound => ExitCode.NotFound,
        RpcErrorCode.NeedsSetup => ExitCode.NeedsSetup,
        RpcErrorCode.NotAuthorised or RpcErrorCode.NotInitialized => ExitCode.NotAuthorised,
        RpcErrorCode.Conflict or RpcErrorCode.WrongState or RpcErrorCode.ContentModified or RpcErrorCode.AlreadyRunning => ExitCode.Conflict,
        RpcErrorCode.Invalid or RpcErrorCode.InvalidParams or RpcErrorCode.InvalidRequest or RpcErrorCode.ParseError or RpcErrorCode.MethodNotFound or RpcErrorCode.Limit => ExitCode.Usage,
        RpcErrorCode.RequestCancelled => ExitCode.Cancelled,
        _ => ExitCode.Failed,
    };

    private static string? RemedyOf(RpcException error, bool withPaths) => error.Detail switch
    {
        RpcInvalidData { Problems: [var only] } => only.Remedy,
        RpcInvalidData many => Problems(many.Problems, withPaths),
        RpcNotAuthorisedData { Remedy: { } remedy } => remedy,
        RpcNotAuthorisedData { Requires: { } scope } when error.Code == RpcErrorCode.NotAuthorised => $"The scope '{scope}' comes with the owner's key: use the command made for it, which asks you first ({CommandLine.Program} --help).",
        RpcNeedsSetupData setup => setup.Remedy,
        RpcUnavailableData { RetryAfter: { } time } => $"Try again after {Shown.Time(time)}.",
        RpcInternalData fault => $"The host's log has it under {fault.CorrelationId}.",
        // Where the sentence has no figure, this has.
        RpcLimitData { Maximum: > 0 } limit when !error.Message.Any(char.IsDigit) => $"The most that is taken is {limit.Maximum} ({limit.Limit}).",
        RpcConflictData => "Look at it again, then repeat the change.",
        _ when error.Code == RpcErrorCode.MethodNotFound => $"{CommandLine.Program} call rpc.discover lists the methods there are.",
        _ => null,
    };

    /// <summary>One line a problem: where, what, and what would be right.</summary>
    private static string Problems(IReadOnlyList<RpcProblem> problems, bool withPaths)
    {
        var lines = problems.Take(MostProblems).Select(problem => Problem(problem, withPaths));
        return string.Join('\n', problems.Count > MostProblems ? lines.Append($"... and {problems.Count - MostProblems} more") : lines);
    }

    public static string Problem(RpcProblem problem, bool withPaths = false)
    {
        var said = (withPaths ? null : ProblemWords.Sentence(problem)) ?? $"{problem.Path}: {ProblemWords.Stopped(problem.Problem)}";
        return SafeText.Line(problem.Remedy is { } remedy ? $"{said} {ProblemWords.Stopped(remedy)}" : said);
    }
}
