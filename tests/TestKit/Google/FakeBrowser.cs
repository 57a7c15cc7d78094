using Assistant.Protocol.Services;

namespace Assistant.TestKit.Google;

/// <summary>The user's browser: opens the page that it is sent to, and follows where that leads.</summary>
public sealed class FakeBrowser : IProgress<ConnectStep>
{
    private readonly List<Task<int>> _visits = [];
    private readonly TaskCompletionSource<string> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _broken = new();

    public List<ConnectStep> Steps { get; } = [];

    /// <summary>The page that it was first sent to.</summary>
    public Task<string> Opened => _opened.Task;

    /// <summary>What it does with the page's address; null visits it as it is.</summary>
    public Func<string, Task<int>>? Visit { get; set; }

    public void Report(ConnectStep value)
    {
        Steps.Add(value);
        if (value.Url is { } url)
        {
            _visits.Add(VisitAsync(url));
            _opened.TrySetResult(url);
        }
    }

    /// <summary>
    /// A sign-in in this browser. A page that it cannot open ends that with the page's own fault: nobody would come back, and a clock that only a test moves
    /// would let it wait for ever.
    /// </summary>
    /// <param name="connect">Takes the browser, and what ends the wait.</param>
    public async Task<T> SignInAsync<T>(Func<FakeBrowser, CancellationToken, Task<T>> connect)
    {
        try
        {
            return await connect(this, _broken.Token);
        }
        catch (OperationCanceledException) when (_broken.IsCancellationRequested)
        {
            await ClosedAsync();
            throw;
        }
    }

    /// <summary>The status of the last page of each visit.</summary>
    public async Task<IReadOnlyList<int>> ClosedAsync() => await Task.WhenAll(_visits);

    public static async Task<int> FollowAsync(string url)
    {
        // Not on the thread that reports: it waits for the answer.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(url));
        return (int)answer.StatusCode;
    }

    private async Task<int> VisitAsync(string url)
    {
        try
        {
            return await (Visit ?? FollowAsync)(url);
        }
        catch
        {
            await _broken.CancelAsync();
            throw;
        }
    }
}
