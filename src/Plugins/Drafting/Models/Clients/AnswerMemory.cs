namespace Assistant.Plugins.Drafting.Models.Clients;

/// <summary>The last answers, in memory alone and bounded: on disk they would stand in clear, and outlive the person they are about.</summary>
internal sealed class AnswerMemory
{
    public const int MostAnswers = 64;
    public const int MostCharacters = 1_000_000;

    private readonly Lock _gate = new();
    private readonly LinkedList<Remembered> _byAge = [];
    private readonly Dictionary<string, LinkedListNode<Remembered>> _byKey = new(StringComparer.Ordinal);
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

    /// <param name="key">Of all that was asked.</param>
    /// <param name="subjects">All that it is about.</param>
    /// <param name="answer">Whole.</param>
    public void Keep(string key, IReadOnlyList<string> subjects, string answer)
    {
        if (answer.Length is 0 or > MostCharacters / 2)
            return;
        lock (_gate)
        {
            if (_byKey.TryGetValue(key, out var before))
                Drop(before);
            _byKey[key] = _byAge.AddFirst(new Remembered(key, subjects, answer));
            _characters += answer.Length;
            while (_byAge.Count > MostAnswers || _characters > MostCharacters)
                Drop(_byAge.Last!);
        }
    }

    /// <param name="subjectId">Null for everybody.</param>
    public int Count(string? subjectId)
    {
        lock (_gate)
            return _byAge.Count(each => subjectId is null || each.Subjects.Contains(subjectId));
    }

    /// <param name="subjectId">Null for everybody.</param>
    public void Forget(string? subjectId)
    {
        lock (_gate)
        {
            foreach (var each in _byAge.Where(each => subjectId is null || each.Subjects.Contains(subjectId)).ToList())
                Drop(_byKey[each.Key]);
        }
    }

    private void Drop(LinkedListNode<Remembered> node)
    {
        _byAge.Remove(node);
        _byKey.Remove(node.Value.Key);
        _characters -= node.Value.Answer.Length;
    }

    private sealed record Remembered(string Key, IReadOnlyList<string> Subjects, string Answer);
}
