using System.Runtime.CompilerServices;
using Assistant.Plugins.Drafting.Models.Providers;
using Assistant.Protocol.Plugins;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models.Clients;

/// <summary>
/// Waits with measure, asks again only while nothing of an answer was shown, and refuses what does not fit the model. After the first word it never
/// asks again: a second answer would not go on where the first broke off, and both are paid for.
/// </summary>
internal sealed class ResilientChatClient(IChatClient inner, Model model, ModelPatience patience, TimeProvider time) : DelegatingChatClient(inner)
{
    private readonly ProviderErrors _errors = new(model, time);

    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var payload = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        if (ContextRoom.Judge(model, payload, options) is { } refusal)
            throw refusal.ToException();
        using var clock = new CallClock(patience, model.IsLocal, time, cancellationToken);
        await using var attempt = await StartAsync(payload, options, clock);
        foreach (var update in attempt.Held)
            yield return update;
        while (await NextAsync(attempt, clock))
            yield return attempt.Current;
    }

    /// <summary>The first attempt that brings a word, or ends without one.</summary>
    private async ValueTask<Attempt> StartAsync(IReadOnlyList<ChatMessage> payload, ChatOptions? options, CallClock clock)
    {
        var begun = time.GetTimestamp();
        var failures = 0;
        while (true)
        {
            var attempt = new Attempt(InnerClient.GetStreamingResponseAsync(payload, options, clock.Token), patience.AnswerCharacters, clock.Token);
            try
            {
                clock.WaitForFirst();
                while (await attempt.MoveAsync())
                {
                    clock.WaitForNext();
                    if (attempt.Hold())
                        break;
                }

                clock.Pause();
                return attempt;
            }
            catch (Exception error)
            {
                await attempt.DisposeAsync();
                clock.Pause();
                clock.Caller.ThrowIfCancellationRequested();
                if (clock.TimedOut is { } waitedFor)
                    throw _errors.TimedOut(waitedFor, error);
                // Waiting for a model on this machine is no failure, whether its server is silent meanwhile or says that it loads.
                var wait = model.IsLocal && ProviderErrors.IsLoading(error)
                    ? time.GetElapsedTime(begun) < patience.FirstLocal ? patience.BackOff : (TimeSpan?)null
                    : PauseAfter(error, ++failures);
                if (wait is not { } pause)
                    throw _errors.Map(error);
                await DelayAsync(pause, clock, error);
            }
        }
    }

    private async ValueTask<bool> NextAsync(Attempt attempt, CallClock clock)
    {
        try
        {
            clock.WaitForNext();
            var more = await attempt.MoveAsync();
            clock.Pause();
            return more;
        }
        catch (Exception error)
        {
            clock.Caller.ThrowIfCancellationRequested();
            throw clock.TimedOut is { } waitedFor ? _errors.TimedOut(waitedFor, error) : _errors.Map(error);
        }
    }

    /// <summary>How long to wait before asking again; null where asking again is of no use, or the provider wants more time than a person waits.</summary>
    private TimeSpan? PauseAfter(Exception error, int failures)
    {
        if (failures >= patience.Attempts || !ProviderErrors.IsPassing(error))
            return null;
        var pause = ProviderFaultException.In(error)?.RetryAfter ?? patience.BackOff * Math.Pow(2, failures - 1);
        return pause <= patience.LongestPause ? pause : null;
    }

    private async ValueTask DelayAsync(TimeSpan pause, CallClock clock, Exception cause)
    {
        try
        {
            await Task.Delay(pause, time, clock.Token);
        }
        catch (OperationCanceledException) when (!clock.Caller.IsCancellationRequested)
        {
            throw _errors.Map(cause);
        }
    }
}
