using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Search;

/// <summary>Each filter of the search box as a condition on an application <c>a</c> of the company <c>c</c>.</summary>
internal sealed class SearchFilters(IReadOnlyList<Stage> stages, DateOnly today)
{
    private const string OpenTask = "SELECT t.due FROM task t WHERE t.application = a.id AND t.done IS NULL AND t.deleted IS NULL";

    private static readonly string[] Keys = ["applied", "company", "deadline", "due", "has", "is", "place", "posted", "role", "source", "stage", "tag"];

    private readonly List<(string Name, StoreValue Value)> _values = [];

    /// <summary>What the conditions name.</summary>
    public IReadOnlyList<(string Name, StoreValue Value)> Values => _values;

    /// <summary>Somebody asked for what was put away, so that it is not left out by itself.</summary>
    public bool AsksForArchived { get; private set; }

    /// <exception cref="Protocol.JsonRpc.RpcException">Invalid, with the place: there is no such filter, or not with that value.</exception>
    public string Condition(SearchWord word)
    {
        var condition = word.Key switch
        {
            "stage" => Stage(word),
            "company" => $"(' ' || c.name_key || ' ' LIKE {Like(Folded.Of(word.Value))} ESCAPE '\\' OR c.domain = {Value(word.Value.ToLowerInvariant())})",
            "role" => $"' ' || a.role_key || ' ' LIKE {Like(Folded.Of(word.Value))} ESCAPE '\\'",
            "place" or "source" => Indexed(word),
            "tag" => $"EXISTS(SELECT 1 FROM tag g WHERE g.application = a.id AND g.tag = {Value(word.Value.ToLowerInvariant())})",
            "is" => Is(word),
            "has" => Has(word),
            "due" => Due(word),
            "deadline" or "applied" or "posted" => Day(word, "a." + word.Key, isPast: word.Key != "deadline"),
            _ => throw SearchReader.At(word.At, $"there is no filter '{word.Key}:'", $"Known are {string.Join(", ", Keys.Select(static key => key + ":"))}. Put words that have a colon in quotes."),
        };
        return word.Not ? $"NOT ({condition})" : condition;
    }

    private string Stage(SearchWord word) => stages.FirstOrDefault(stage => stage.Name.Equals(word.Value, StringComparison.OrdinalIgnoreCase)) is { } found
        ? $"a.stage = {Value(found.Name)}"
        : throw SearchReader.At(word.At, $"'{word.Value}' is no stage of the pipeline", $"Give one of {string.Join(", ", stages.Select(static stage => stage.Name))}.");

    private string Is(SearchWord word)
    {
        var value = word.Value.ToLowerInvariant();
        AsksForArchived |= value is "archived" or "any";
        return value switch
        {
            "archived" => "a.archived IS NOT NULL",
            "any" => "1",
            "overdue" => $"EXISTS({OpenTask} AND t.due < {Value(Days.Text(today))})",
            "open" or "won" or "lost" => $"a.stage IN ({string.Join(", ", stages.Where(stage => Words.Of(stage.Kind) == value).Select(stage => Value(stage.Name)))})",
            _ => throw SearchReader.At(word.At, $"'{word.Value}' is nothing that an application can be", "Write is:open, is:won, is:lost, is:overdue, is:archived or is:any."),
        };
    }

    private string Has(SearchWord word)
    {
        var value = word.Value.ToLowerInvariant();
        return value switch
        {
            "task" => $"EXISTS({OpenTask})",
            "contact" => "EXISTS(SELECT 1 FROM link l WHERE l.application = a.id AND l.kind = 'contact')",
            "mail" => "EXISTS(SELECT 1 FROM link l WHERE l.application = a.id AND l.kind IN ('draft', 'outbox'))",
            "cv" or "letter" or "posting" or "note" => $"EXISTS(SELECT 1 FROM link l WHERE l.application = a.id AND l.kind = 'document' AND l.role = {Value(value)})",
            _ => throw SearchReader.At(word.At, $"'{word.Value}' is nothing that an application can have", "Write has:task, has:contact, has:mail, has:cv, has:letter, has:posting or has:note."),
        };
    }

    private string Due(SearchWord word) => IsNone(word)
        ? $"NOT EXISTS({OpenTask})"
        : $"EXISTS({OpenTask} AND {Between("t.due", Range(word, isPast: false))})";

    private string Day(SearchWord word, string column, bool isPast) => IsNone(word) ? $"{column} IS NULL" : Between(column, Range(word, isPast));

    private (DateOnly From, DateOnly To) Range(SearchWord word, bool isPast) =>
        DayRange.Parse(word.Value, today, isPast) ?? throw SearchReader.At(word.At, $"'{word.Value}' is no day", $"After {word.Key}: write {DayRange.Forms}.");

    private string Between(string column, (DateOnly From, DateOnly To) range) => $"{column} BETWEEN {Value(Days.Text(range.From))} AND {Value(Days.Text(range.To))}";

    // Whole words from their beginning: "meta" finds "Meta Platforms" and not "Metaverse Inc".
    private string Like(string folded) => Value($"% {Escaped(folded)} %");

    // As the box's own words are found: without regard to case and accents, and the last one while it is being typed.
    private string Indexed(SearchWord word) => IndexPhrase.Of(word.Value, isBeginning: !word.Quoted) is { } phrase
        ? $"a.number IN (SELECT rowid FROM application_search WHERE application_search MATCH {Value($"{word.Key} : {phrase}")})"
        : "0";

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private string Value(StoreValue value)
    {
        var name = FormattableString.Invariant($"f{_values.Count}");
        _values.Add((name, value));
        return "@" + name;
    }

    private static bool IsNone(SearchWord word) => word.Value.Equals("none", StringComparison.OrdinalIgnoreCase);
}
