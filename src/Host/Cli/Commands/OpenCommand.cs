using System.CommandLine;
using System.Text.Json.Serialization;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Machine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>open</c>: from nothing to the dashboard, in one command.</summary>
internal static class OpenCommand
{
    private const string PageName = "Dashboard";

    public static Command Create()
    {
        var print = new Option<bool>("--print") { Description = "Prints the address instead; it works once, and for a few minutes." };
        return new CliCommand("open", "Opens the dashboard in your browser, and sets up what it needs.", "open", "open --print", "open --json") { print }
            .Runs((run, cancel) => OpenAsync(run, run.Value(print), cancel));
    }

    private static async Task<ExitCode> OpenAsync(CliRun run, bool print, CancellationToken cancel)
    {
        await using (var reader = await run.ConnectAsync(cancel))
        {
            await RequireOwnerAsync(run, reader, cancel);
            var opens = await reader.Web.StatusAsync(new(), cancel) is { Open: true } ? "Open" : "Open the web door on this machine, and";
            await run.Consent.RequireAsync($"{opens} the dashboard in your browser? It may then read, draft, decide, approve and administer for you.", cancel);
        }

        await using var host = await run.ConnectAsync(new HostCall(run.Folder.Folder) { ClientKey = new OwnerKey(run.Folder.Folder).Require() }, cancel);
        var status = await host.Web.StatusAsync(new(), cancel);
        if (!status.Open)
            status = await run.WaitingAsync("Opening the web door", host.Web.EnableAsync(new(), cancel).AsTask());
        if (!status.Open)
            throw new CliException(ExitCode.Failed, $"The web door does not open: {status.Problem ?? "the host does not say why"}", $"{run.Command("doctor")} looks for the cause.");
        if (!status.HasPages)
            run.Notes.Line("The pages were not built, and the browser will say how to get them: install Node, then build again.", Tone.Notice);
        await new TrustOffer(run, host).MakeAsync(status, cancel);

        var offer = await host.Clients.OfferAsync(new PairingOfferRequest { Name = PageName, Scopes = [Scopes.Read, Scopes.Draft, Scopes.Propose, Scopes.Decide, Scopes.Approve, Scopes.Admin] }, cancel);
        var opened = !print && await new BrowserStart(run.Environment.Machine, run.Environment.Programs).OpenAsync(offer.Url, run.Folder.Folder.FullPath, cancel);
        // The address lets in whoever has it, so it is shown only where somebody has to carry it.
        return run.Show(OpenJson.Default.OpenAnswer, new OpenAnswer(opened ? null : offer.Url, status.Origin!, offer.Expires, opened), screen =>
        {
            if (opened)
            {
                screen.Line($"The dashboard opens in your browser, at {status.Origin}.");
                run.Notes.Line($"Where it does not: {run.Command("open --print")}", Tone.Dim);
                return;
            }

            screen.Block(offer.Url);
            run.Notes.Line($"{(print ? "" : "No browser can be opened from here. ")}Open this address in a browser on this machine before {Shown.Time(offer.Expires)}; it lets one browser in, once.", Tone.Dim);
        });
    }

    private static async Task RequireOwnerAsync(CliRun run, HostConnection host, CancellationToken cancel)
    {
        if (new OwnerKey(run.Folder.Folder).Find() is not null)
            return;
        var owner = Environment.UserName;
        await run.Consent.RequireAsync($"{run.Folder.Folder.FullPath} has no owner yet. Set it up as yours, {owner}?", cancel);
        await SetupCommand.SetUpAsync(host, run, owner, cancel);
    }
}

/// <summary>What <c>open --json</c> prints.</summary>
/// <param name="Url">The address with its code; absent where a browser has it.</param>
/// <param name="Origin">Where the dashboard is.</param>
/// <param name="Expires">Until when the code works.</param>
/// <param name="Opened">Whether a browser was told to open it.</param>
internal sealed record OpenAnswer(string? Url, string Origin, DateTimeOffset Expires, bool Opened);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenAnswer))]
internal sealed partial class OpenJson : JsonSerializerContext;
