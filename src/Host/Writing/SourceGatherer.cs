using System.Globalization;
using Assistant.Host.Mailroom.Letters;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Records.Templates;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>
/// Gathers what one writing may use: one contact's fields, the sender's name, the mail that went to that contact and came back, and what the user
/// handed in; for a record, what its plugin says of it and its papers. It is given one contact's id, or none, and looks at no other contact. Addresses are
/// left out: a text needs none.
/// </summary>
internal sealed class SourceGatherer(Database database, ContactStore contacts, TemplateStore templates, LetterDesk letters, AboutTexts about, AboutFacts facts, TimeProvider time)
{
    // Somebody else's mail is cut where the user's own text would be refused: its author chose its length.
    private const int LongestMail = 20_000;

    // What a person is shown of hidden text: as much as tells what was tried.
    private const int MostHidden = 5;

    /// <exception cref="RpcException">What is wrong with the request, by path.</exception>
    public async ValueTask<Gathered> GatherAsync(WritingStartRequest request, CancellationToken cancel)
    {
        RequestRules.Check(request);
        var wanted = new LetterWanted(request.ContactId, request.AccountId, request.DraftId, request.OutboxId, KindOf(request.Task), IsOfThread(request), request.Task == WritingTask.Reply && request.Texts.Any(static text => text.Kind == SourceKind.Mail));
        if (wanted is { Kind: LetterKind.None, DraftId: not null })
            throw RpcException.Invalid("$.draftId", "belongs to tasks that write mail", "Leave it out.");
        var template = request.TemplateId is { } templateId ? database.Read(connection => templates.Get(connection, templateId)) : null;
        var ground = letters.Ground(wanted);
        var notices = new List<string>();
        if (wanted.Kind == LetterKind.Reply && ground is { Parent: null, Draft: null })
            notices.Add("Nothing was sent to this contact from here yet, so the answer is a mail of its own: give it the subject of theirs.");
        List<WritingSource> known = request.ContactId is { } contactId ? [.. OfContact(database.Read(connection => contacts.Get(connection, contactId)))] : [];
        if (request.About is { } record)
        {
            known.AddRange(await facts.OfAsync(record, request.Task, cancel));
            request = request with { Texts = [.. request.Texts, .. await about.OfAsync(record, request.Task, [.. request.Texts.Select(static text => text.Kind)], notices, cancel)] };
        }

        List<WritingSource> sources =
        [
            .. known,
            .. ground.SenderName is { } name && SourceText.Line(name) is { Length: > 0 } line ? [new WritingSource("sender.name", SourceKind.Sender, line)] : (WritingSource[])[],
            .. OfTexts(request.Texts),
        ];
        if (ground.Parent is { } parent)
        {
            sources.AddRange(SourceText.Lines("own", SourceKind.OwnMail, Cut($"{parent.Subject}\n{parent.Text}", notices), Count(sources, SourceKind.OwnMail)));
            await AddReplyAsync(request.Task, parent, sources, notices, cancel);
        }

        if (request.Task is WritingTask.Reply or WritingTask.ThreadSummary or WritingTask.ReplyMeaning && Count(sources, SourceKind.Mail) == 0)
            throw RpcException.Invalid("$.texts", notices is [var why, ..] ? $"have no mail to work from: {why}" : "have no mail to work from", "Hand in the mail's text (`--mail FILE`).");
        sources.AddRange(SourceText.Lines("instruction", SourceKind.Instruction, request.Instructions ?? ""));
        RequestRules.CheckSources(request.Task, sources);
        var pattern = template is null ? [] : TemplateLines(template);
        var draft = ground.Draft is { } before ? SourceText.Lines("draft", SourceKind.Note, $"{before.Subject}\n{before.Body}") : [];
        var forRecord = request.About ?? (request.Task is WritingTask.Reply or WritingTask.ReplyMeaning or WritingTask.FollowUp ? ground.Parent?.About : null);
        var today = DateOnly.FromDateTime(time.GetLocalNow().Date);
        return new Gathered(
            wanted, ground,
            new WriterRequest
            {
                Task = request.Task,
                SubjectId = request.ContactId ?? request.About!.Id,
                AboutId = request.ContactId is null ? null : forRecord?.Id,
                AboutKind = forRecord?.Kind,
                Sources = [.. sources, .. pattern, .. draft],
                Voice = VoiceLimits.Read((request.Voice ?? new Voice()).Over(template?.Voice)),
                Template = template is null ? null : new WriterTemplate(template.Name, template.Subject, template.Body),
                Model = request.Model,
                Fresh = request.Fresh,
                Today = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
            [.. sources, .. pattern.Select(static line => line with { Text = PatternText.Said(line.Text) }), .. Proven(ground.Draft, draft)], today, notices, template)
        {
            About = forRecord,
        };
    }

    private static List<WritingSource> TemplateLines(Template template) => SourceText.Lines("template", SourceKind.Template, $"{template.Subject}\n{template.Body}");

    // What is handed in is the thread.
    private static bool IsOfThread(WritingStartRequest request) =>
        request.Task is WritingTask.ThreadSummary or WritingTask.ReplyMeaning && !request.Texts.Any(static text => text.Kind is SourceKind.Mail or SourceKind.OwnMail);

    private static LetterKind KindOf(WritingTask task) => task switch
    {
        WritingTask.Outreach => LetterKind.First,
        WritingTask.FollowUp => LetterKind.FollowUp,
        WritingTask.Reply => LetterKind.Reply,
        _ => LetterKind.None,
    };

    private static IEnumerable<WritingSource> OfContact(Contact contact) =>
        from fact in ContactFacts.Of(contact)
        where fact.Name != "address"
        let text = SourceText.Line(fact.Value)
        where text.Length > 0
        select new WritingSource($"contact.{fact.Name}", SourceKind.Contact, text);

    private static List<WritingSource> OfTexts(IReadOnlyList<WritingText> texts)
    {
        var sources = new List<WritingSource>();
        foreach (var text in texts)
            sources.AddRange(SourceText.Lines(Prefix(text.Kind), text.Kind, text.Text, Count(sources, text.Kind)));
        return sources;
    }

    private static string Prefix(SourceKind kind) => kind switch
    {
        SourceKind.Cv => "cv",
        SourceKind.Posting => "posting",
        SourceKind.Mail => "mail",
        SourceKind.OwnMail => "own",
        _ => "note",
    };

    private static int Count(List<WritingSource> sources, SourceKind kind) => sources.Count(source => source.Kind == kind);

    // What the user typed is known; what a writer wrote before proves nothing but what a person ticked.
    private static List<WritingSource> Proven(LetterDraft? draft, List<WritingSource> lines) =>
        draft is null ? []
        : draft.WasWritten ? SourceText.Lines("ticked", SourceKind.Note, string.Join('\n', draft.Ticked))
        : lines;

    private async ValueTask AddReplyAsync(WritingTask task, LetterParent parent, List<WritingSource> sources, List<string> notices, CancellationToken cancel)
    {
        if (task is not (WritingTask.Reply or WritingTask.ThreadSummary or WritingTask.ReplyMeaning) || parent.ReplyId is not { } id || Count(sources, SourceKind.Mail) > 0)
            return;
        var (text, whyNot) = await letters.ReplyTextAsync(id, cancel);
        if (whyNot is not null)
            notices.Add(whyNot);
        else
        {
            notices.AddRange(text!.Hidden.Take(MostHidden).Select(static hidden => $"Hidden text in the mail was left out: \"{SourceText.Line(hidden)}\"."));
            if (text.Hidden.Count > MostHidden)
                notices.Add(string.Create(CultureInfo.InvariantCulture, $"{text.Hidden.Count - MostHidden} more pieces of hidden text in the mail were left out."));
            sources.AddRange(SourceText.Lines("mail", SourceKind.Mail, Cut(text.Text, notices)));
        }
    }

    private static string Cut(string text, List<string> notices)
    {
        if (text.Length <= LongestMail)
            return text;
        notices.Add($"A mail was longer than {LongestMail} characters; the rest was left out.");
        return text[..LongestMail];
    }
}
