namespace Assistant.Plugins.Drafting.Models.Clients;

/// <summary>The last answers, in memory alone and bounded: on disk they would stand in clear, and outlive the person they are about.</summary>
internal sealed class AnswerMemory
{
    public const int MostAnswers = 64;
    public const int MostCharacters = 1_000_000;

    private readonly Lock _gate = new();
    private readonly LinkedList<(string Key, string Answer)> _byAge = [];
    private readonly Dictionary<string, LinkedListNode<(string Key, string Answer)>> _byKey = new(StringComparer.Ordinal);
    private int _characters;

    public string? Find(string key)
    {
        lock (_gate)
        {
            if (!_byKey.TryGetValue(key, out var node))
                return null;
            _byAge.Remove(node);
            _byAge.AddFirst(node);
            return node.Value.Answer;
        }
    }

    public void Keep(string key, string answer)
    {
        if (answer.Length is 0 or > MostCharacters / 2)
            return;
        lock (_gate)
        {
            if (_byKey.TryGetValue(key, out var before))
                Drop(before);
            _byKey[key] = _byAge.AddFirst((key, answer));
            _characters += answer.Length;
            while (_byAge.Count > MostAnswers || _characters > MostCharacters)
                Drop(_byAge.Last!);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _byAge.Clear();
            _byKey.Clear();
            _characters = 0;
        }
    }

    private void Drop(LinkedListNode<(string Key, string Answer)> node)
    {
        _byAge.Remove(node);
        _byKey.Remove(node.Value.Key);
        _characters -= node.Value.Answer.Length;
    }
}
