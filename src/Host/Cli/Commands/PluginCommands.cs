using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>plugins</c>: what extends the host, and how each fares.</summary>
internal static class PluginCommands
{
    public static Command Create() => new CliCommand("plugins", "What extends the host, and how each fares.", "plugins", "plugins restart mail.local", "plugins disable drafting")
    {
        new CliCommand("list", "Lists the plugins found.", "plugins list", "plugins list --json").Runs(ListAsync),
        Change("enable", "Lets a disabled plugin run again.", "Enable", (service, id, cancel) => service.EnableAsync(new() { Id = id }, cancel)),
        Change("disable", "Stops a plugin and keeps it stopped.", "Disable", (service, id, cancel) => service.DisableAsync(new() { Id = id }, cancel)),
        Change("restart", "Ends a plugin and activates it again.", "Restart", (service, id, cancel) => service.RestartAsync(new() { Id = id }, cancel)),
    }.Runs(ListAsync);

    private static async Task<ExitCode> ListAsync(CliRun run, CancellationToken cancel)
    {
        await using var host = await run.ConnectAsync(cancel);
        var answer = await host.Plugins.ListAsync(new(), cancel);
        return run.Show(PluginsJson.Default.PluginListResponse, answer, screen =>
        {
            screen.Table(
                ["Id", "Version", "State", "Services", "Note"],
                answer.Plugins.Select(IReadOnlyList<TextCell> (plugin) => [plugin.Id, plugin.Version ?? "", State(plugin.State), string.Join(", ", plugin.Services), plugin.Reason ?? plugin.Need?.Message ?? ""]),
                "No plugins were found.");
            foreach (var problem in answer.Plugins.SelectMany(plugin => plugin.Problems))
                screen.Line(Failures.Problem(problem), Tone.Notice);
        });
    }

    private static CliCommand Change(string name, string purpose, string asked, Func<IPlugins, string, CancellationToken, ValueTask<PluginInfo>> change)
    {
        var id = new Argument<string>("ID") { Description = "The plugin's id, or the beginning of it." };
        return new CliCommand(name, purpose, $"plugins {name} mail.local", $"plugins {name} drafting --json") { id }
            .Runs(async (run, cancel) =>
            {
                PluginInfo plugin;
                await using (var reader = await run.ConnectAsync(cancel))
                    plugin = Reference.One("plugin", run.Value(id), (await reader.Plugins.ListAsync(new(), cancel)).Plugins, item => item.Id, item => [item.Id, item.Name ?? ""]);
                await using var host = await run.ConnectAsOwnerAsync($"{asked} the plugin {plugin.Id}?", cancel);
                var answer = await run.WaitingAsync($"{asked} {plugin.Id}", change(host.Plugins, plugin.Id, cancel).AsTask());
                run.Show(PluginsJson.Default.PluginInfo, answer, screen => screen.Fields(("plugin", answer.Id), ("state", State(answer.State)), ("why", answer.Reason), ("needs", answer.Need?.Message), ("do", answer.Need?.Remedy)));
                return answer.State == PluginState.Failed ? ExitCode.Failed : ExitCode.Ok;
            });
    }

    private static TextCell State(PluginState state) => new(Shown.Words(state), state switch
    {
        PluginState.Active => Tone.Good,
        PluginState.Failed => Tone.Bad,
        PluginState.NeedsSetup => Tone.Notice,
        PluginState.Disabled => Tone.Dim,
        _ => Tone.Plain,
    });
}
