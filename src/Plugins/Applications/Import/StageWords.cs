using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Import;

/// <summary>Other trackers' words for stages, in the user's own pipeline.</summary>
internal sealed class StageWords
{
    // By what the shipped pipeline calls them; a pipeline without such a stage does not know the words.
    private static readonly (string Stage, string[] Words)[] Known =
    [
        ("saved", ["saved", "bookmarked", "wishlist", "wish list", "to apply", "draft", "new", "interested", "applying", "gemerkt", "geplant", "offen"]),
        ("applied", ["applied", "submitted", "application sent", "sent", "beworben", "verschickt", "abgeschickt", "eingereicht"]),
        ("screening", ["screening", "phone screen", "phone", "recruiter call", "assessment", "telefonat", "in review", "in prüfung"]),
        ("interview", ["interview", "interviewing", "interviews", "onsite", "on site", "technical interview", "final round", "vorstellungsgespräch", "gespräch", "eingeladen"]),
        ("offer", ["offer", "offered", "negotiating", "offer received", "angebot"]),
        ("accepted", ["accepted", "offer accepted", "hired", "angenommen", "zusage"]),
        ("rejected", ["rejected", "declined by company", "not selected", "absage", "abgelehnt"]),
        // Also what nobody answered: a rejection counts as an answer, and silence is none.
        ("withdrawn", ["withdrawn", "i withdrew", "not interested", "declined", "archived", "zurückgezogen", "no response", "ghosted", "closed", "expired", "keine antwort"]),
    ];

    private readonly Dictionary<string, string> _stages = new(StringComparer.Ordinal);
    private readonly Pipeline _pipeline;

    /// <exception cref="RpcException">Invalid: the request names a stage that the pipeline has not.</exception>
    public StageWords(Pipeline pipeline, IReadOnlyDictionary<string, string>? said)
    {
        _pipeline = pipeline;
        foreach (var (stage, words) in Known.Where(known => pipeline.Stages.Any(each => each.Name == known.Stage)))
        {
            foreach (var word in words)
                _stages[Key(word)] = stage;
        }

        foreach (var stage in pipeline.Stages)
            _stages[Key(stage.Title)] = _stages[Key(stage.Name)] = stage.Name;
        foreach (var (word, stage) in said ?? new Dictionary<string, string>())
        {
            if (pipeline.Stages.All(each => each.Name != stage))
                throw RpcException.Invalid($"$.stages.{word}", $"'{stage}' is no stage of the pipeline", $"Give one of {string.Join(", ", pipeline.Stages.Select(static each => each.Name))}.");
            _stages[Key(word)] = stage;
        }
    }

    /// <summary>The stage, and whether the word for it is known. Where it is not, an application that was sent is in the stage of that name, else in the first.</summary>
    public (string Stage, bool IsKnown) Of(string? word, bool wasSent)
    {
        if (word is not null && _stages.TryGetValue(Key(word), out var stage))
            return (stage, true);
        var applied = _pipeline.Stages.FirstOrDefault(static each => each.Name == "applied");
        return (wasSent && applied is not null ? applied.Name : _pipeline.Stages[0].Name, word is null);
    }

    // Some trackers put a picture behind their words.
    private static string Key(string word)
    {
        var folded = Folded.Of(word);
        return string.Concat(folded.Where(static c => !char.IsSurrogate(c))).Trim() is { Length: > 0 } plain ? plain : folded;
    }
}
