using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>An application, where a command else takes a person.</summary>
internal static class AboutApplication
{
    /// <param name="what">What it is instead of, as the option's description begins.</param>
    public static Option<string?> Option(string what) =>
        new("--application") { Description = $"{what}: its id, the beginning or the end of it, the company or the role.", HelpName = "APPLICATION" };

    /// <exception cref="CliException">Nothing, or more than one, fits.</exception>
    public static async Task<(RecordRef About, string Name)> FindAsync(HostConnection host, string given, CancellationToken cancel)
    {
        // One that was deleted is in no list, and can still be taken out and erased by its whole id.
        if (Guid.TryParse(given, out _))
            return (new("application", given), $"application {Shown.Id(given)}");
        var card = await ApplicationCommands.FindAsync(host, given, cancel);
        return (new("application", card.Id), $"{ApplicationCommands.Role(card)}, {card.Company}");
    }
}
