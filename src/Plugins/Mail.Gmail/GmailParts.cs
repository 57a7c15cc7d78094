using Assistant.Plugins.MailGmail.Accounts;
using Assistant.Plugins.MailGmail.Calls;
using Assistant.Plugins.MailGmail.Reading;
using Assistant.Plugins.MailGmail.Sending;
using Assistant.Plugins.MailGmail.SignIn;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailGmail;

/// <summary>The plugin's parts, put together.</summary>
internal sealed class GmailParts : IAsyncDisposable
{
    private readonly Wire _wire = new();

    private GmailParts(IPluginContext context)
    {
        var (endpoints, time) = (GoogleEndpoints.From(context.Settings), context.Time);
        var grants = new GrantStore(context.Secrets, context.Store);
        var tokens = new TokenClient(_wire, endpoints, time);
        var book = new TokenBook(grants, tokens, time);
        var journal = Journal = new Journal(context.Store);
        Time = time;
        var search = new SentSearch();
        Desk = new AccountDesk(grants, _wire, endpoints, book, time);
        Contents = new ContentReader(context.Host);
        Connections = new Connections(grants, book, tokens, new SignInFlow(endpoints, tokens, time), Desk, time);
        Examination = new Examination(grants, Desk, journal, endpoints, time);
        Drafts = new DraftDesk(journal, time);
        Submission = new Submission(journal, search, time);
        Evidence = new EvidenceSearch(journal, search, time);
        Changes = new ChangeReader(time);
    }

    public AccountDesk Desk { get; }

    public ContentReader Contents { get; }

    public Connections Connections { get; }

    public Examination Examination { get; }

    public Journal Journal { get; }

    public TimeProvider Time { get; }

    public DraftDesk Drafts { get; }

    public Submission Submission { get; }

    public EvidenceSearch Evidence { get; }

    public ChangeReader Changes { get; }

    public static GmailParts Open(IPluginContext context) => new(context);

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return ValueTask.CompletedTask;
    }
}
