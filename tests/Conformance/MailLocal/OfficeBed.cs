using System.Text.Json;
using Assistant.Protocol.Plugins;

namespace Assistant.Conformance.MailLocal;

/// <summary>An account of the embedded post office.</summary>
public sealed class OfficeBed(PluginRun run) : LocalBed(run)
{
    public override JsonElement? Settings { get; } = JsonDocument.Parse("""{"office":"local"}""").RootElement;

    public override IReadOnlyList<(string Settings, string Path)> WrongSettings =>
    [
        ("""{"office":"far"}""", "$.settings.office"),
        ("""{"office":"local","maildir":"/tmp"}""", "$.settings.office"),
        ("""{"office":7}""", "$.settings.office"),
    ];

    public override int Submissions => File.Exists(Ledger) ? File.ReadAllLines(Ledger).Length : 0;

    protected override string Inbox => Path.Combine(Mailboxes, Address, "Maildir");

    private string Ledger => Path.Combine(PluginFolder, "office", "ledger.jsonl");

    private string Mailboxes => Path.Combine(PluginFolder, "office", "mailboxes");

    public override async ValueTask<IReadOnlyList<string>> ArrivedAsync()
    {
        // Deliveries follow one another, so an answered message proves that what was submitted before it has come.
        await Desk.AnswerAsync(new PostOfficeAnswerRequest { Name = "Probe" }, default);
        var folder = Path.Combine(Mailboxes, Recipient, "Maildir", "new");
        return [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(Text)];
    }

    public async ValueTask PrepareAsync()
    {
        Directory.CreateDirectory(PluginFolder);
        await File.WriteAllTextAsync(Path.Combine(PluginFolder, "demo.json"), "{}");
        await StartAsync();
        await Desk.OpenAsync(new PostOfficeOpenRequest { Address = Recipient, Name = "Recipient" }, default);
        await Desk.OpenAsync(new PostOfficeOpenRequest { Address = "probe@bed.test", Name = "Probe" }, default);
        var probe = Path.Combine(Mailboxes, "probe@bed.test", "Maildir", "new", "1.probe");
        await File.WriteAllTextAsync(probe, "From: nobody@elsewhere.test\nSubject: probe\n\nprobe\n");
    }
}
