using Assistant.Host.Doors;
using Assistant.Host.Security;
using Assistant.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assistant.Host.Tests.Doors;

public sealed class ReposeTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly Connections _connections;
    private readonly Repose _repose;
    private int _given;

    public ReposeTests()
    {
        _connections = new Connections(new TaskCompletionSource<IConnectionServices>().Task, greeting: null, _time, NullLogger.Instance);
        _repose = new Repose(_connections, _time, () => _given++);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _repose.Dispose();
        await _connections.DisposeAsync();
    }

    [Fact]
    public void Start_OnceItIsOver_GivesBackOnce()
    {
        _time.Advance(Repose.After - TimeSpan.FromTicks(1));
        Assert.Equal(0, _given);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, _given);
    }

    [Fact]
    public async Task LastConnection_WhenItHasEnded_IsGivenBackAfterAWhile()
    {
        _time.Advance(Repose.After);
        await ComeAndGoAsync();
        _time.Advance(Repose.After / 2);
        await ComeAndGoAsync();
        _time.Advance(Repose.After / 2);
        Assert.Equal(1, _given);
        _time.Advance(Repose.After / 2);
        Assert.Equal(2, _given);
    }

    [Fact]
    public async Task GiveBack_OfADisposedOne_HappensNoMore()
    {
        _repose.Dispose();
        await ComeAndGoAsync();
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, _given);
    }

    [Fact]
    public void GiveBack_OfARunningProgram_KeepsWhatIsInUse()
    {
        var kept = Enumerable.Range(0, 1000).Select(static i => i.ToString("x", null)).ToList();
        Repose.GiveBack();
        Assert.Equal(Enumerable.Range(0, 1000).Select(static i => i.ToString("x", null)), kept);
    }

    private async Task ComeAndGoAsync()
    {
        var pipe = new DuplexPipe();
        var over = _connections.ConverseAsync(pipe.Left.ToTransport(), DoorKind.Socket);
        await pipe.Right.Output.DisposeAsync();
        await over;
    }
}
