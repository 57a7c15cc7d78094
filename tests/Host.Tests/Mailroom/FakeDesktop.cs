using System.Threading.Channels;
using Assistant.Host.Mailroom.Notices;

namespace Assistant.Host.Tests.Mailroom;

/// <summary>A desktop that keeps what it was shown.</summary>
internal sealed class FakeDesktop : IDesktop
{
    private readonly Channel<string> _shown = Channel.CreateUnbounded<string>();

    public ValueTask<bool> ShowAsync(string title, string text, CancellationToken cancel)
    {
        _shown.Writer.TryWrite(text);
        return new(true);
    }

    public async Task<string> NextAsync() => await _shown.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public bool IsEmpty => !_shown.Reader.TryPeek(out _);
}
