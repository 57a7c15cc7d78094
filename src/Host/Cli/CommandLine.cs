using System.CommandLine;
using System.CommandLine.Parsing;
using Assistant.Host.Cli.Commands;
using Assistant.Host.Cli.Machine;
using Assistant.Host.Cli.Terminal;

namespace Assistant.Host.Cli;

/// <summary>Parses a command line, runs its command, and says what went wrong.</summary>
internal sealed class CommandLine(CliEnvironment environment)
{
    /// <summary>How the program is called, from its source tree or from PATH, in everything that is printed to be typed.</summary>
    public static string Program { get; } = OperatingSystem.IsWindows() || SourceTree.Root is null ? "assistant" : "./assistant";

    // '@file' means something else to `call`, so System.CommandLine must not read it.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public async Task<ExitCode> RunAsync(IReadOnlyList<string> args, CancellationToken cancel)
    {
        var root = CommandTree.Create();
        var parsed = root.Parse(args.Count == 0 && TodayCommand.IsHome(environment) ? TodayCommand.Home : args, Parsing);
        var command = (CliCommand)parsed.CommandResult.Command;
        if (parsed.GetValue(Options.Help) || (args.Count == 0 && command.Handler is null))
            return ShowHelp(command, environment.Out, ExitCode.Ok);
        if (parsed.GetValue(Options.Version))
        {
            await environment.Out.WriteLineAsync(Product.Version);
            return ExitCode.Ok;
        }

        if (command.Handler is null && parsed.UnmatchedTokens.Count == 0)
            return ShowHelp(command, environment.Error, ExitCode.Usage);
        if (parsed.Errors.Count > 0 || StrayOption(parsed) is not null)
            return Say(UsageProblem(parsed, command));
        return await RunAsync(command, parsed, cancel);
    }

    private async Task<ExitCode> RunAsync(CliCommand command, ParseResult parsed, CancellationToken cancel)
    {
        try
        {
            var run = new CliRun(environment, parsed);
            var code = await command.Handler!(run, cancel);
            run.ShowLabel();
            return code;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Behind the prompt and the ^C that the terminal shows.
            if (environment.Terminal.ErrorIsTty)
                await environment.Error.WriteLineAsync();
            return Say(new CliException(ExitCode.Cancelled, "Cancelled."));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The outermost boundary: nothing is left to protect but the sentence that the user reads.
            // Who calls a method by its name wrote the request.
            return Say(Failures.Explain(error, withPaths: parsed.GetValue(Options.Json) || command.Name == BridgeCommands.CallName));
        }
    }

    private ExitCode ShowHelp(CliCommand command, TextWriter output, ExitCode code)
    {
        new HelpPage(command, environment.Terminal.Width).Write(output);
        return code;
    }

    private ExitCode Say(CliException problem) => Failures.Say(problem, environment.Error);

    private static CliException UsageProblem(ParseResult parsed, CliCommand command)
    {
        var path = HelpPage.PathOf(command);
        var help = $"See {Program} {(path.Length > 0 ? path + " " : "")}--help.";
        if (command.Handler is null && parsed.UnmatchedTokens is [var word, ..])
        {
            var near = Suggestion.For(word, command.Subcommands.Select(child => child.Name));
            var what = path.Length > 0 ? $"'{path}' has no command '{word}'." : $"There is no command '{word}'.";
            return new CliException(ExitCode.Usage, near is null ? what : $"{what} Did you mean '{near}'?", help);
        }

        return new CliException(ExitCode.Usage, StrayOption(parsed) is { } stray ? $"There is no option '{stray}'." : UnreadableValue.Words(parsed.Errors[0]) ?? Missing(parsed, command) ?? parsed.Errors[0].Message, help);
    }

    private static string? Missing(ParseResult parsed, CliCommand command) => parsed.UnmatchedTokens.Count > 0
        ? null
        : command.Arguments.FirstOrDefault(argument => (parsed.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues) is { } missing ? $"{missing.Name} is missing. {missing.Description}" : null;

    // System.CommandLine takes an unknown option for an argument, and a mistyped --json would be searched for as a name. After '--' anything goes.
    private static string? StrayOption(ParseResult parsed) => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
        ? null
        : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).Concat(parsed.UnmatchedTokens).FirstOrDefault(static word => word.StartsWith("--", StringComparison.Ordinal));
}
