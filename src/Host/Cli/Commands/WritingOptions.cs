using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>What is to be written, as it is typed.</summary>
internal sealed class WritingOptions
{
    // As large as the host takes, with room for what is not ASCII.
    private const long LargestText = 400_000;

    private readonly Option<string?> _to = new("--to") { Description = "The contact it is about: id, or a part of a name or address. Not needed with --about for what is no mail.", HelpName = "CONTACT" };

    private readonly Option<WritingTask?> _task = new("--task") { Description = "What to write with a model: outreach, followUp, reply, coverLetter, cvTailoring, interview, fit, threadSummary, replyMeaning.", HelpName = "TASK" };

    private readonly Option<string?> _cv = new("--cv") { Description = "Your CV, as text or Markdown.", HelpName = "FILE" };

    private readonly Option<string?> _posting = new("--posting") { Description = "The job posting; - reads standard input.", HelpName = "FILE" };

    private readonly Option<string?> _mail = new("--mail") { Description = "The mail to answer or read, where it is not in your mailbox here; - reads standard input.", HelpName = "FILE" };

    private readonly Option<string?> _notes = new("--notes") { Description = "Your notes.", HelpName = "FILE" };

    private readonly Option<string?> _say = new("--say") { Description = "What should be said, in your words.", HelpName = "TEXT" };

    private readonly Option<string?> _model = new("--model") { Description = "The model; 'offline' fills templates without one. Absent takes the one you chose.", HelpName = "ID" };

    private readonly Option<string?> _language = new("--language") { Description = "The language, by code or name: de, pt-BR, German.", HelpName = "LANGUAGE" };

    private readonly Option<string?> _tone = new("--tone") { Description = "How it should sound, for example 'warm, plain'.", HelpName = "WORDS" };

    private readonly Option<int?> _maxWords = new("--max-words") { Description = "Words at most.", HelpName = "N" };

    private readonly Option<string[]> _doNotSay = new("--do-not-say") { Description = "A word or phrase that must not appear; may be repeated.", HelpName = "PHRASE", DefaultValueFactory = _ => [] };

    private readonly Option<string?> _template = new("--template") { Description = "Your template that the text follows, with its voice; for mail and cover letters.", HelpName = "TEMPLATE" };

    private readonly Option<bool> _fresh = new("--fresh") { Description = "Asks the model anew where the same was asked before." };

    private readonly Option<string?> _draft = new("--draft") { Description = "The draft that gets a new revision; absent makes one.", HelpName = "ID" };

    private readonly Option<string?> _about = new("--about") { Description = "What it is for, as application:ID or a part of its name: its company and role, and the CV, posting and notes among its documents are written from.", HelpName = "RECORD" };

    private readonly Option<string?> _answers = new("--answers") { Description = "The sent message that a follow-up or a reply belongs to; absent takes the newest.", HelpName = "ID" };

    private readonly Option<string?> _account = new("--account") { Description = "The account to write from, where there are several.", HelpName = "ID" };

    public CliCommand AddTo(CliCommand command)
    {
        foreach (Option option in (Option[])[_task, _to, _cv, _posting, _mail, _notes, _say, _model, _language, _tone, _maxWords, _doNotSay, _template, _draft, _about, _answers, _account, _fresh])
            command.Options.Add(option);
        return command;
    }

    /// <summary>A model is to write, rather than a template to be filled.</summary>
    public bool AreGiven(CliRun run) => run.Value(_task) is not null || run.Value(_to) is not null || run.Value(_about) is not null;

    public WritingTask Task(CliRun run) => run.Value(_task) ?? WritingTask.Outreach;

    public async Task<WritingStartRequest> ReadAsync(CliRun run, HostConnection host, CancellationToken cancel)
    {
        var to = run.Value(_to);
        if (to is null && Task(run) is WritingTask.Outreach or WritingTask.FollowUp or WritingTask.Reply)
            throw new CliException(ExitCode.Usage, "Say whom the mail goes to.", "Add --to and a contact's name.");
        if (to is null && run.Value(_about) is null)
            throw new CliException(ExitCode.Usage, "Say whom or what it is about.", "Add --to and a contact's name, or --about and an application, as application:acme.");
        if (new[] { run.Value(_posting), run.Value(_mail) }.Count(static path => path == "-") > 1)
            throw new CliException(ExitCode.Usage, "Standard input can be only one of them.", "Give a file for the other.");
        var texts = new List<WritingText>();
        foreach (var (kind, path) in ((SourceKind, string?)[])[(SourceKind.Cv, run.Value(_cv)), (SourceKind.Posting, run.Value(_posting)), (SourceKind.Mail, run.Value(_mail)), (SourceKind.Note, run.Value(_notes))])
        {
            if (path is not null)
                texts.Add(new WritingText(kind, path == "-" ? "standard input" : Path.GetFileName(path), await TextAsync(run, path, cancel)));
        }

        return new WritingStartRequest
        {
            Task = Task(run),
            ContactId = to is null ? null : (await ContactCommands.FindAsync(host, to, cancel)).Id,
            AccountId = run.Value(_account) is { } account ? await DraftWriting.AccountAsync(host, account, cancel) : null,
            DraftId = run.Value(_draft) is { } draft ? (await DraftCommands.FindAsync(host, draft, cancel)).Id : null,
            OutboxId = run.Value(_answers) is { } sent ? Reference.One("outbox item", sent, await Everything.OutboxAsync(host, cancel), item => item.Id, item => [.. item.To, item.Subject]).Id : null,
            Texts = texts,
            About = run.Value(_about) is { } record ? await DocumentCommands.AboutAsync(host, record, cancel) : null,
            Instructions = run.Value(_say),
            TemplateId = run.Value(_template) is { } template ? (await TemplateCommands.FindAsync(host, template, cancel)).Id : null,
            Voice = new Voice { Tone = run.Value(_tone), MaxWords = run.Value(_maxWords), Language = run.Value(_language), DoNotSay = run.Value(_doNotSay) },
            Model = run.Value(_model),
            Fresh = run.Value(_fresh),
        };
    }

    // A CV is as often a PDF as it is text, and what reads those is the host's, for documents that are kept.
    private static async Task<string> KeptAsync(string path, CancellationToken cancel)
    {
        try
        {
            return await TextFile.ReadAsync(path, LargestText, cancel);
        }
        catch (CliException unread) when (unread.Code == ExitCode.Usage && Path.GetExtension(path).ToLowerInvariant() is ".pdf" or ".docx" or ".odt")
        {
            throw new CliException(
                ExitCode.Usage, $"{path} is no text.", $"Keep it as a document of the application ({CommandLine.Program} document add {path} --about application:NAME): then --about reads it. Or save it as text or Markdown.", unread);
        }
    }

    private static async Task<string> TextAsync(CliRun run, string path, CancellationToken cancel)
    {
        if (path != "-")
            return await KeptAsync(path, cancel);
        await using var input = run.Environment.RawIn();
        return await PipedText.ReadAsync(input, LargestText, cancel);
    }
}
