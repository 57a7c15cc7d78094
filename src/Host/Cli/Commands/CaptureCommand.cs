using System.CommandLine;
using System.Globalization;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>capture</c>: a posting becomes an application.</summary>
internal static class CaptureCommand
{
    private const string StandardInput = "-";

    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "A file with the posting (HTML, JSON or text), - for standard input, or an address, which is fetched." };
        var company = new Option<string?>("--company") { Description = "The company's name, exactly as it writes it.", HelpName = "NAME" };
        var domain = new Option<string?>("--domain") { Description = "The company's own domain.", HelpName = "DOMAIN" };
        var role = new Option<string?>("--role") { Description = "The title.", HelpName = "TITLE" };
        var place = new Option<string?>("--place") { Description = "Where.", HelpName = "PLACE" };
        var address = new Option<string?>("--address") { Description = "Where the file is from; tells which of several postings is meant.", HelpName = "URL" };
        var application = new Option<string?>("--application") { Description = "Keeps the posting with this application instead of making one.", HelpName = "ID" };
        var again = new Option<bool>("--again") { Description = "A second application for the same posting is meant." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Shows what the posting says, and keeps nothing." };
        return new CliCommand(
            "capture", "Makes an application of a posting, and keeps the posting as it was.",
            "capture posting.html", "capture posting.html --dry-run", "capture https://jobs.example.com/1234", "capture posting.txt --company \"Acme GmbH\" --role Engineer") { source, company, domain, role, place, address, application, again, dryRun }
            .Runs(async (run, cancel) =>
            {
                var given = run.Value(source);
                await using var host = await run.ConnectAsync(cancel);
                var request = IsAddress(given)
                    ? await FetchAsync(run, host, given, cancel)
                    : new PostingCaptureRequest { Source = await Upload.ContentAsync(host, await BytesAsync(run, given, cancel), cancel), Address = run.Value(address) };
                ValueTask<PostingReading> ReadAsync() => host.Postings.ReadAsync(new() { Source = request.Source, MediaType = request.MediaType, Address = request.Address }, cancel);
                if (run.Value(dryRun))
                {
                    var read = await ReadAsync();
                    return run.Show(PostingsJson.Default.PostingReading, read, screen => View(screen, read));
                }

                var name = run.Value(company);
                if (name is null && run.Value(application) is null && run.Environment.Tty.IsThere && !run.Json && !run.SaysYes && await ReadAsync() is { CompanyGuess: { } guess })
                    name = (await run.Consent.AskAsync($"The posting does not name the company; its address says \"{guess}\". Enter takes that, or type the name as the employer writes it: ", cancel)).Trim() is { Length: > 0 } typed ? typed : guess;
                var answer = await host.Postings.CaptureAsync(
                    request with
                    {
                        ApplicationId = run.Value(application),
                        Again = run.Value(again),
                        Corrections = new PostingFacts { Company = name, Domain = run.Value(domain), Role = run.Value(role), Place = run.Value(place) },
                    },
                    cancel);
                return run.Show(PostingsJson.Default.PostingCaptureResponse, answer, screen =>
                {
                    View(screen, answer.Reading);
                    screen.Line();
                    var id = Shown.Id(answer.ApplicationId);
                    screen.Line(answer.Existed ? $"Captured before: it is application {id}." : run.Value(application) is null ? $"Kept as application {id}." : $"Kept with application {id}.", Tone.Good);
                    screen.Line($"{run.Command($"application show {id}")} shows it; {run.Command($"document text {Shown.Id(answer.DocumentId)}")} shows the posting's text.", Tone.Dim);
                });
            });
    }

    private static bool IsAddress(string given) => given.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || given.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static async Task<byte[]> BytesAsync(CliRun run, string given, CancellationToken cancel) =>
        given == StandardInput
            ? System.Text.Encoding.UTF8.GetBytes(await PipedText.ReadAsync(run.Environment.RawIn(), PostingLimits.Size, cancel))
            : await InputFile.ReadAsync(given, PostingLimits.Size, cancel);

    private static async Task<PostingCaptureRequest> FetchAsync(CliRun run, HostConnection host, string url, CancellationToken cancel)
    {
        run.Notes.Line($"Fetching {url}", Tone.Dim);
        var page = await run.WaitingAsync("Fetching", host.Postings.FetchAsync(new() { Url = url }, cancel).AsTask());
        foreach (var next in page.Addresses.Skip(1))
            run.Notes.Line($"which led to {next}", Tone.Dim);
        return new PostingCaptureRequest { Source = page.Source, MediaType = page.MediaType, Address = page.Addresses[^1] };
    }

    private static void View(Screen screen, PostingReading reading)
    {
        screen.Table(["What", "Found", "Where"], reading.Fields.Select(IReadOnlyList<TextCell> (field) => [Shown.Words(field.Name), field.Value, new TextCell(field.Found, Tone.Dim)]), "Nothing was found in it.");
        screen.Line($"{reading.Text.Length.ToString("#,0", CultureInfo.InvariantCulture)} characters of text", Tone.Dim);
        foreach (var warning in reading.Warnings)
            screen.Line(warning, Tone.Notice);
    }
}
