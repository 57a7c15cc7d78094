using System.CommandLine;

namespace Assistant.Host.Cli.Commands;

/// <summary>The options that every command takes, and those that several share.</summary>
internal static class Options
{
    public static readonly Option<bool> Help = new("--help", "-h", "-?") { Description = "Shows this help.", Recursive = true };

    public static readonly Option<bool> Version = new("--version") { Description = "Prints the version." };

    public static readonly Option<bool> Json = new("--json") { Description = "Prints the answer exactly as the contract has it.", Recursive = true };

    public static readonly Option<string?> Data = new("--data")
    {
        Description = "The data folder. Default: $ASSISTANT_DATA, else the one in use (main, or the demo while it lasts).",
        HelpName = "PATH",
        Recursive = true,
    };

    public static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Says yes without asking. Works in a demo folder only.", Recursive = true };

    public static Option<int> Limit() => new("--limit") { Description = "The most rows to show.", HelpName = "N", DefaultValueFactory = _ => Protocol.Services.Paging.DefaultLimit };

    public static Argument<string> Id(string what) => new("ID") { Description = $"{what}: its id, the beginning or the end of it, or a name." };
}
