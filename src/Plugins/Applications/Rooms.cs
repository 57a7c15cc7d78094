using Assistant.Plugins.Applications.Book;
using Assistant.Plugins.Applications.Companies;
using Assistant.Plugins.Applications.Search;
using Assistant.Plugins.Applications.Stages;
using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;

namespace Assistant.Plugins.Applications;

/// <summary>The plugin's parts, made once and bound to each other.</summary>
internal sealed class Rooms
{
    public Rooms(Desk desk)
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

    public ApplicationSearch Search { get; }
}
