using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Tests.Applications;

public sealed class ApplicationSearchTests : IAsyncLifetime, IDisposable
{
    private readonly ApplicationsDesk _desk = new();

    public async Task InitializeAsync()
    {
        await _desk.OpenAsync();
        var today = DateOnly.FromDateTime(_desk.Time.GetLocalNow().Date);
        await _desk.AddAsync("Meta", "Platform Engineer", stage: "interview", with: static details => details with { Place = "Zürich", Tags = ["remote-first"] });
        await _desk.AddAsync("Metaverse Inc", "Designer", with: details => details with { Applied = today.AddDays(-40), Source = "LinkedIn" });
        var late = await _desk.AddAsync("Acme GmbH", "C++ Developer", "acme.com", stage: "rejected", with: details => details with { Deadline = today.AddDays(3) });
        await _desk.Service.AddTaskAsync(new TaskAddRequest { ApplicationId = late.Id, Title = "Ask for feedback", Due = today.AddDays(-1) }, default);
        var away = await _desk.AddAsync("Bureau", "Archivist");
        await _desk.Service.ArchiveAsync(new ApplicationArchiveRequest { Id = away.Id }, default);
    }

    [Theory]
    [InlineData("", "C++ Developer, Designer, Platform Engineer")]
    [InlineData("plat", "Platform Engineer")]
    [InlineData("zurich", "Platform Engineer")]
    [InlineData("\"platform engineer\"", "Platform Engineer")]
    [InlineData("\"engineer platform\"", "")]
    [InlineData("feedback", "C++ Developer")]
    [InlineData("company:meta", "Platform Engineer")]
    [InlineData("company:acme.com", "C++ Developer")]
    [InlineData("company:\"acme gmbh\"", "C++ Developer")]
    [InlineData("stage:interview", "Platform Engineer")]
    [InlineData("-stage:interview", "C++ Developer, Designer")]
    [InlineData("is:archived", "Archivist")]
    [InlineData("is:any", "Archivist, C++ Developer, Designer, Platform Engineer")]
    [InlineData("is:lost", "C++ Developer")]
    [InlineData("is:overdue", "C++ Developer")]
    [InlineData("due:<7d", "C++ Developer")]
    [InlineData("due:>1d", "")]
    [InlineData("due:none", "Designer, Platform Engineer")]
    [InlineData("deadline:<7d", "C++ Developer")]
    [InlineData("deadline:<2d", "")]
    [InlineData("applied:>30d", "Designer")]
    [InlineData("applied:<30d", "")]
    [InlineData("tag:remote-first engineer", "Platform Engineer")]
    [InlineData("tag:remote", "")]
    [InlineData("place:ZURICH", "Platform Engineer")]
    [InlineData("place:zür", "Platform Engineer")]
    [InlineData("-place:zürich is:open", "Designer")]
    [InlineData("place:engineer", "")]
    [InlineData("place:--", "")]
    [InlineData("source:linkedin", "Designer")]
    [InlineData("source:linkedin -designer", "")]
    [InlineData("has:task", "C++ Developer")]
    [InlineData("\"' OR 1=1 --\"", "")]
    [InlineData("role:c++", "C++ Developer")]
    [InlineData("AND OR NEAR(", "")]
    public async Task Search_Typed_FindsExactly(string query, string roles) => Assert.Equal(roles, await _desk.FindAsync(query));

    [Theory]
    [InlineData("stage:nowhere", "$.query:1")]
    [InlineData("engineer colour:red", "$.query:10")]
    [InlineData("a \"b", "$.query:3")]
    [InlineData("due:soon", "$.query:1")]
    [InlineData("x is:happy", "$.query:3")]
    [InlineData("company: meta", "$.query:1")]
    public async Task Search_CannotBeRead_NamesThePlaceAndWhatIsKnown(string query, string path)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => _desk.FindAsync(query));

        var problem = Assert.IsType<RpcInvalidData>(refusal.Detail).Problems[0];
        Assert.Equal(path, problem.Path);
        Assert.NotEmpty(problem.Remedy!);
    }

    [Fact]
    public async Task Search_Paged_HasEveryHitOnce()
    {
        var roles = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _desk.Service.SearchAsync(new ApplicationSearchRequest { Query = "", Limit = 1, Cursor = cursor }, default);
            roles.AddRange(page.Applications.Select(static card => card.Role));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(3, roles.Distinct().Count());
        Assert.Equal(3, roles.Count);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _desk.Dispose();
}
