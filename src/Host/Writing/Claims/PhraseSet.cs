namespace Assistant.Host.Writing.Claims;

/// <summary>Phrases by their first word; finds the longest one that begins at a token.</summary>
internal sealed class PhraseSet
{
    private readonly Dictionary<string, List<string[]>> _byFirst = [];

    public PhraseSet(IEnumerable<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            var keys = Tokenizer.Read(phrase).Select(token => token.Key).ToArray();
            if (keys.Length == 0)
                continue;
            if (!_byFirst.TryGetValue(keys[0], out var list))
                _byFirst[keys[0]] = list = [];
            list.Add(keys);
        }
        foreach (var list in _byFirst.Values)
            list.Sort((left, right) => right.Length - left.Length);
    }

    /// <returns>How many tokens the phrase takes; 0 where none begins here.</returns>
    public int Match(IReadOnlyList<Token> tokens, int at)
    {
        if (!_byFirst.TryGetValue(tokens[at].Key, out var list))
            return 0;
        foreach (var keys in list)
        {
            if (at + keys.Length <= tokens.Count && Fits(tokens, at, keys))
                return keys.Length;
        }
        return 0;
    }

    private static bool Fits(IReadOnlyList<Token> tokens, int at, string[] keys)
    {
        for (var offset = 1; offset < keys.Length; offset++)
        {
            if (tokens[at + offset].Key != keys[offset])
                return false;
        }
        return true;
    }
}
