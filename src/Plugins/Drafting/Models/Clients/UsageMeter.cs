using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models.Clients;

/// <summary>What one call used: as the provider counted where it said so, else as counted here.</summary>
internal sealed class UsageMeter(Model model, int estimatedInput, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private long _input;
    private long _output;
    private int _counted;
    private bool _any;

    public bool FromCache { get; private set; }

    public void See(ChatResponseUpdate update)
    {
        _any = true;
        FromCache |= CachingChatClient.IsFromCache(update);
        foreach (var content in update.Contents)
        {
            // Anthropic counts the input at the beginning and the output at the end, each running total replacing the one before.
            if (content is UsageContent { Details: var usage })
                (_input, _output) = (Math.Max(_input, usage.InputTokenCount ?? 0), Math.Max(_output, usage.OutputTokenCount ?? 0));
        }

        _counted += TokenCount.Of(update.Text);
    }

    /// <summary>A call that failed before anything came is not charged by any provider; one that was cancelled may be.</summary>
    public WritingUsage Read(Exception? error)
    {
        var milliseconds = (int)Math.Min(time.GetElapsedTime(_began).TotalMilliseconds, int.MaxValue);
        if (FromCache)
            return new WritingUsage(0, 0, milliseconds, Money.ToAmount(Money.Cost(model, 0, 0)));
        var wasAsked = _any || error is null or OperationCanceledException;
        var input = !wasAsked ? 0 : _input > 0 ? _input : estimatedInput;
        var output = error is null && _output > 0 ? _output : Math.Max(_output, _counted);
        return new WritingUsage(Clamp(input), Clamp(output), milliseconds, Money.ToAmount(Money.Cost(model, input, output)));
    }

    private static int Clamp(long count) => (int)Math.Min(count, int.MaxValue);
}
