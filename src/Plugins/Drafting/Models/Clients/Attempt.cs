using Assistant.Plugins.Drafting.Models.Providers;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models.Clients;

/// <summary>One asking. What comes before the first word is held back, so that asking again leaves nothing behind. It fails where the answer has no end.</summary>
internal sealed class Attempt(IAsyncEnumerable<ChatResponseUpdate> answer, int mostCharacters, CancellationToken cancel) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<ChatResponseUpdate> _updates = answer.GetAsyncEnumerator(cancel);
    private readonly List<ChatResponseUpdate> _held = [];
    private int _characters;
    private bool _isFinished;

    public ChatResponseUpdate Current => _updates.Current;

    public IReadOnlyList<ChatResponseUpdate> Held => _held;

    public async ValueTask<bool> MoveAsync()
    {
        try
        {
            if (!await _updates.MoveNextAsync())
                return _isFinished ? false : throw new ProviderFaultException(ProviderFault.CutOff);
        }
        catch (Exception error) when (_isFinished && ProviderErrors.IsTransport(error))
        {
            // The model said that it was done; what broke off after it was counting.
            return false;
        }

        _isFinished |= Current.FinishReason is not null;
        _characters += Current.Text.Length;
        return _characters <= mostCharacters ? true : throw new ProviderFaultException(ProviderFault.TooLarge);
    }

    /// <summary>True where what was held back has a word.</summary>
    public bool Hold()
    {
        // A model that thinks aloud sends many pieces without a word; only what counts is kept.
        if (Current.Text.Length > 0 || Current.FinishReason is not null || Current.Contents.Count > 0)
            _held.Add(Current);
        return _characters > 0;
    }

    public ValueTask DisposeAsync() => _updates.DisposeAsync();
}
