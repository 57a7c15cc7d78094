using Assistant.Host.Tests.Mailroom;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing;

/// <summary>A desk with an account, one contact, and a writer that does what the test says.</summary>
internal sealed class WritingDesk : IAsyncDisposable
{
    private WritingDesk(MailroomFixture fixture)
    {
        Fixture = fixture;
        fixture.Capabilities.Writer = Writer;
    }

    public MailroomFixture Fixture { get; }

    public FakeWriter Writer { get; } = new();

    public MailroomHost Host => Fixture.Host;

    public Contact Ana { get; private set; } = null!;

    public Account Account { get; private set; } = null!;

    public static async Task<WritingDesk> OpenAsync()
    {
        var desk = new WritingDesk(new MailroomFixture());
        desk.Account = await desk.Host.ConnectAsync();
        desk.Ana = await desk.Host.Contacts.CreateAsync(
            new ContactCreateRequest { Name = "Ana Ruiz", Addresses = ["ana@there.example"], Fields = new Dictionary<string, string> { ["company"] = "Norte 44" } }, default);
        return desk;
    }

    public WritingStartRequest Request(WritingTask task = WritingTask.Outreach, string? draftId = null, params WritingText[] texts) =>
        new() { Task = task, ContactId = Ana.Id, DraftId = draftId, Texts = texts };

    public async Task<Protocol.Services.Writing> WriteAsync(WritingStartRequest? request = null) => await Host.Writing.StartAsync(request ?? Request(), null, default);

    public async Task<Draft> DraftAsync(string id) => await Host.Drafts.GetAsync(new DraftGetRequest { Id = id }, default);

    /// <summary>Starts one that waits in the writer; the answer to <c>writing/start</c>, and what lets the writer go on.</summary>
    public async Task<(Task<Protocol.Services.Writing> Answer, string Id, TaskCompletionSource Gate)> BeginAsync(WritingStartRequest? request = null, CancellationToken cancel = default)
    {
        var (begun, gate) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Writer.Working = async (report, token) =>
        {
            report.Report(new WritingProgress("Dear ", "writing"));
            begun.TrySetResult();
            await gate.Task.WaitAsync(token);
            report.Report(new WritingProgress("Ana", "writing"));
        };
        var answer = Host.Writing.StartAsync(request ?? Request(), null, cancel).AsTask();
        await Task.WhenAny(begun.Task, answer);
        if (answer.IsFaulted)
            await answer;
        var running = (await Host.Writing.ListAsync(new WritingListRequest(), default)).Writings.First(static each => each.State == WritingState.Running);
        return (answer, running.Id, gate);
    }

    public ValueTask DisposeAsync() => Fixture.DisposeAsync();
}
