using Assistant.Plugins.Applications.Book;
using Assistant.Plugins.Applications.Companies;
using Assistant.Plugins.Applications.Deciding;
using Assistant.Plugins.Applications.Replies;
using Assistant.Plugins.Applications.Search;
using Assistant.Plugins.Applications.Stages;
using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.Applications;

/// <summary>The plugin's parts, made once and bound to each other.</summary>
internal sealed class Rooms
{
    /// <param name="desk">The store and the clock.</param>
    /// <param name="host">The host's services, within the plugin's permissions.</param>
    /// <param name="readsWithModel">The user wants replies that the rules cannot read to be read by the model.</param>
    /// <param name="log">A line in the plugin's log.</param>
    public Rooms(Desk desk, IRpcCaller host, bool readsWithModel, Action<string> log)
    {
        Desk = desk;
        Timeline = new TimelineBook(desk);
        Pipeline = new PipelineBook(desk, Timeline);
        Companies = new CompanyBook(desk);
        Reader = new ApplicationReader(desk, Pipeline);
        Book = new ApplicationBook(desk, Companies, Pipeline, Timeline, Reader);
        Moves = new Moves(desk, Pipeline, Timeline, Book, Reader);
        Tasks = new Tasks(desk, Timeline, Book, Reader);
        Links = new Links(desk, Timeline, Book, Reader);
        Lists = new ApplicationLists(desk);
        Board = new BoardReader(desk, Pipeline);
        Merges = new Merges(desk, Timeline, Book);
        Changes = new ApplicationChanges(desk, Pipeline, Timeline, Reader, Moves, Merges);
        Mail = new MailHost(host);
        Model = new ReplyModel(desk, host, Timeline, readsWithModel, log);
        Tray = new ReplyTray(desk, Mail, Timeline, Pipeline, Reader, Lists, new ReplyReader(ReplyPhrases.Shipped), Model);
        Listener = new MailListener(desk, Mail, Timeline, Reader, Tray);
        Search = new ApplicationSearch(desk, Pipeline);
    }

    public Desk Desk { get; }

    public TimelineBook Timeline { get; }

    public PipelineBook Pipeline { get; }

    public CompanyBook Companies { get; }

    public ApplicationReader Reader { get; }

    public ApplicationBook Book { get; }

    public Moves Moves { get; }

    public Tasks Tasks { get; }

    public Links Links { get; }

    public ApplicationLists Lists { get; }

    public BoardReader Board { get; }

    public Merges Merges { get; }

    public ApplicationChanges Changes { get; }

    public MailHost Mail { get; }

    public ReplyModel Model { get; }

    public ReplyTray Tray { get; }

    public MailListener Listener { get; }

    public ApplicationSearch Search { get; }
}
