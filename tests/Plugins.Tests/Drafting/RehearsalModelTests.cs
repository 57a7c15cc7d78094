using Assistant.Plugins.Drafting.Models;
using Assistant.Plugins.Drafting.Writing;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Tests.Drafting;

public sealed class RehearsalModelTests
{
    // The demo's people, and what is invented about each: nothing in the sources has it, and nothing else is invented.
    [Theory]
    [InlineData("Ana Ruiz", "Norte Bikes", "Bilbao", "1998")]
    [InlineData("Ben Okafor", "Harbour Letterpress", "Bristol", "240")]
    [InlineData("Chloé Martin", "Atelier Martin", "Lyon", "2021")]
    [InlineData("Dmitri Volkov", "Volkov Clocks", "Riga", "12")]
    [InlineData("Emi Tanaka", null, "Osaka", "3")]
    [InlineData("Farid Haddad", "The Oud Workshop", "Marseille", "35")]
    public async Task Write_OfAPersonOfTheDemo_HasExactlyOneInvention(string name, string? company, string city, string invented)
    {
        using var room = new Room();
        var answer = await room.Writers.Writer(new RehearsalDesk()).WriteAsync(
            new WriterRequest
            {
                Task = WritingTask.Outreach,
                SubjectId = "x",
                Today = "2026-03-02",
                Sources =
                [
                    new("contact.name", SourceKind.Contact, name),
                    new("contact.firstName", SourceKind.Contact, name.Split(' ')[0]),
                    new("contact.city", SourceKind.Contact, city),
                    new("account.displayName", SourceKind.Sender, "Robin Vale"),
                    .. company is null ? (WritingSource[])[] : [new("contact.company", SourceKind.Contact, company)],
                ],
            },
            null,
            default);

        Assert.Equal(("rehearsed", "rehearsal"), (answer.Work, answer.Provider));
        Assert.Empty(answer.Notices);
        var text = answer.Subject + "\n" + string.Join('\n', answer.Parts.SelectMany(static p => p.Sentences).Select(static s => s.Text));
        Assert.Equal([invented], text.Split([.. " .,?\n"]).Where(static w => w.Any(char.IsDigit)));
        Assert.Equal(["contact.firstName"], answer.Parts[0].Sentences[0].Sources);
        Assert.Contains(answer.Parts[1].Sentences[0].Sources, static id => id is "contact.company" or "contact.city");
    }

    public static TheoryData<WritingTask> Tasks => [.. Enum.GetValues<WritingTask>()];

    [Theory, MemberData(nameof(Tasks))]
    public async Task Write_OfAnybodyElse_SaysTheSourcesAgainInTheFormOfTheTask(WritingTask task)
    {
        using var room = new Room();
        var request = Room.Full(task);
        request = request with { Sources = [.. request.Sources.Skip(1).Prepend(new("contact.name", SourceKind.Contact, "Nobody Known"))] };

        var answer = await room.Writers.Writer(new RehearsalDesk()).WriteAsync(request, null, default);

        Assert.NotEmpty(answer.Parts);
        Assert.Empty(answer.Notices);
        Assert.Equal("rehearsed", answer.Work);
    }

    [Fact]
    public async Task Stream_ArrivesWordByWord()
    {
        var time = new ManualTime();
        using var model = new RehearsalModel(time);
        await using var stream = model.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "x")]).GetAsyncEnumerator();

        var first = stream.MoveNextAsync().AsTask();
        Assert.False(first.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await first);
        Assert.False(stream.Current.Text.Contains(' ', StringComparison.Ordinal));
    }

    [Fact]
    public void Covers_KnowsADemoByItsMarker()
    {
        using var room = new Room();
        var plugin = Directory.CreateDirectory(Path.Combine(room.Folder, "plugins", "drafting")).FullName;

        Assert.False(DemoMark.Covers(plugin));
        File.WriteAllText(Path.Combine(room.Folder, "demo.json"), "{}");

        Assert.True(DemoMark.Covers(plugin));
    }

    private sealed class RehearsalDesk : IModelDesk
    {
        public Model Find(string? id) => new() { Id = RehearsalModel.ModelId, Provider = ModelProvider.Rehearsal, IsLocal = true, HasKey = false, IsAllowed = true, IsChosen = true };

        public ModelObstacle? Obstacle(Model model, CallNote note, WritingUsage estimate) => null;

        public WritingUsage Estimate(Model model, IReadOnlyList<ChatMessage> messages, int maxOutputTokens) => new(0, 0, 0);

        public bool IsThinking(Model model) => false;

        public void SeenThinking(Model model)
        {
        }

        public IChatClient Open(Model model, CallNote note) => new RehearsalModel(new InstantTime());
    }

    /// <summary>Whose delays are over when they begin.</summary>
    private sealed class InstantTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ThreadPool.QueueUserWorkItem(_ => callback(state));
            return new Over();
        }

        private sealed class Over : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
