using Assistant.Plugins.Drafting.Writing;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Tests.Drafting;

/// <summary>A writers' room in a folder of its own, with a fake desk in it.</summary>
internal sealed class Room : IDisposable
{
    public Room()
    {
        Directory.CreateDirectory(Folder);
        Writers = new WritersRoom(Folder, TimeProvider.System);
        Writer = Writers.Writer(Desk);
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "writers-" + Path.GetRandomFileName());

    public FakeDesk Desk { get; } = new();

    public WritersRoom Writers { get; }

    public ModelWriter Writer { get; }

    public static WriterRequest Request(WritingTask task, params IReadOnlyList<WritingSource> more) => new()
    {
        Task = task,
        SubjectId = "contact-1",
        Today = "2026-03-02",
        Sources =
        [
            new("contact.name", SourceKind.Contact, "Ana Ruiz"),
            new("contact.firstName", SourceKind.Contact, "Ana"),
            new("contact.company", SourceKind.Contact, "Norte Bikes"),
            new("contact.city", SourceKind.Contact, "Bilbao"),
            new("account.displayName", SourceKind.Sender, "Robin Vale"),
            .. more,
        ],
    };

    /// <summary>A request with a CV, a posting and a thread.</summary>
    public static WriterRequest Full(WritingTask task) => Request(
        task,
        new("cv:1", SourceKind.Cv, "Frame builder at Vale Cycles, 2015 to 2022"),
        new("cv:2", SourceKind.Cv, "Taught TIG welding to 14 apprentices"),
        new("posting:1", SourceKind.Posting, "Workshop lead (m/f/d), Bilbao"),
        new("posting:2", SourceKind.Posting, "You have experience in TIG welding"),
        new("posting:3", SourceKind.Posting, "You speak Basque and Spanish"),
        new("mail:1", SourceKind.Mail, "Hi Robin,"),
        new("mail:2", SourceKind.Mail, "we would like to invite you to an interview next Tuesday."),
        new("own:1", SourceKind.OwnMail, "I would like to work with you."),
        new("wish:1", SourceKind.Instruction, "Say that I can come on Tuesday."),
        new("note:1", SourceKind.Note, "Stages: applied, interview, offer"));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>Keeps what was reported, at once and in order.</summary>
internal sealed class Reports : IProgress<WritingProgress>
{
    public List<WritingProgress> All { get; } = [];

    public string Text => string.Concat(All.Select(static r => r.Text));

    public void Report(WritingProgress value) => All.Add(value);
}
