using System.Threading.Channels;
using Assistant.Protocol.Services;

namespace Assistant.EndToEnd.Models;

/// <summary>What was reported, in its order.</summary>
internal sealed class Heard : IProgress<WritingProgress>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<string> _news = Channel.CreateUnbounded<string>();

    public string Text { get; private set; } = "";

    public int Pieces { get; private set; }

    public void Report(WritingProgress value) => _news.Writer.TryWrite(value.Text);

    public async Task UntilAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Text.Contains(text, StringComparison.Ordinal))
        {
            var piece = await _news.Reader.ReadAsync(patience.Token);
            Text += piece;
            Pieces += piece.Length > 0 ? 1 : 0;
        }
    }
}
