using System.Text.Json;
using Assistant.Mail.Mime;
using Assistant.Plugins.MailLocal.Files;
using Assistant.Plugins.MailLocal.Maildirs;

namespace Assistant.Plugins.MailLocal.Office;

/// <summary>The mailboxes of the post office: each a folder with its <c>mailbox.json</c> and its Maildir.</summary>
internal sealed class MailboxDirectory(string folder)
{
    private const string Card = "mailbox.json";

    public IReadOnlyList<OfficeMailbox> All() => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateDirectories(folder)
            .Select(d => Path.Combine(d, Card))
            .Where(File.Exists)
            .Select(f => JsonSerializer.Deserialize(File.ReadAllBytes(f), OfficeJson.Default.OfficeMailbox)!)
            .OrderBy(m => m.Address, StringComparer.Ordinal)];

    public OfficeMailbox? Find(string address)
    {
        var card = Path.Combine(FolderOf(address), Card);
        return File.Exists(card) ? JsonSerializer.Deserialize(File.ReadAllBytes(card), OfficeJson.Default.OfficeMailbox) : null;
    }

    /// <summary>Makes the mailbox, or changes what is said of it; its mail stays.</summary>
    public void Put(OfficeMailbox mailbox)
    {
        var home = FolderOf(mailbox.Address);
        Durable.MakeFolder(home);
        MaildirOf(mailbox.Address).Create();
        // The card comes last: a folder without one is no mailbox yet.
        Durable.Replace(Path.Combine(home, Card), JsonSerializer.SerializeToUtf8Bytes(mailbox, OfficeJson.Default.OfficeMailbox));
        Durable.SyncFolder(folder);
    }

    public Maildir MaildirOf(string address) => new(Path.Combine(FolderOf(address), "Maildir"));

    /// <summary>When a mailbox last told a sender of an absence, and for which message.</summary>
    public AwayRecord? LastAway(string address, string sender)
    {
        var path = AwayPath(address);
        if (!File.Exists(path))
            return null;
        Durable.DropTornTail(path);
        return File.ReadLines(path).Select(l => JsonSerializer.Deserialize(l, OfficeJson.Default.AwayRecord)!).LastOrDefault(r => r.Sender == sender);
    }

    public void TellAway(string address, AwayRecord record) =>
        Durable.Append(AwayPath(address), [.. JsonSerializer.SerializeToUtf8Bytes(record, OfficeJson.Default.AwayRecord), (byte)'\n']);

    private string AwayPath(string address) => Path.Combine(FolderOf(address), "away.jsonl");

    private string FolderOf(string address) => Path.Combine(folder, FileNames.From(KeyOf(address)));

    private static string KeyOf(string address) => new Mailbox(null, address).MatchKey;
}
