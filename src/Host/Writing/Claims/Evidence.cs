using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>The sources, once all of them and once those that speak for the user's own past.</summary>
internal sealed class Evidence
{
    /// <summary>Tokens of the sources of one kind that their language is seen from.</summary>
    private const int MostTokens = 2000;

    public Evidence(IReadOnlyList<WritingSource> sources, DateOnly today)
    {
        Today = today;
        Figures = new FigureLines(today);
        Places = new Placement(today);
        All = new SourceIndex(today);
        Own = new SourceIndex(today);
        var tokens = sources.Select(static source => Tokenizer.Read(source.Text)).ToList();
        var tongues = sources.Zip(tokens).ToLookup(static each => each.First.Kind, static each => each.Second)
            .ToDictionary(static kind => kind.Key, static kind => Vocabulary.Instance.Guess([.. kind.SelectMany(static line => line).Take(MostTokens)], Tongue.English));
        Tongue = tongues.GetValueOrDefault(SourceKind.Cv, Tongue.English);
        foreach (var (source, words) in sources.Zip(tokens))
        {
            var read = ReadSource.Of(source, words, tongues[source.Kind]);
            All.Add(read);
            Lines.Add(read);
            Figures.Add(read);
            Places.Add(read);
            if (source.Kind is SourceKind.Posting or SourceKind.Mail)
                Borrowed.Add(read);
            if (IsOwn(source) || source.Kind == SourceKind.Contact && IsPerson(source.Id))
                Own.Add(read, source.Kind is SourceKind.OwnMail or SourceKind.Instruction or SourceKind.Note or SourceKind.Template ? ClaimScope.ReadWishes(read.Tokens) : null);
        }
        All.CloseDurations();
        Own.CloseDurations();
        Places.Close();
    }

    public DateOnly Today { get; }

    /// <summary>The language of the CV: whoever has one in German knows German.</summary>
    public Tongue Tongue { get; }
    public SourceLines Lines { get; } = new();
    public BorrowedPairs Borrowed { get; } = new();
    public FigureLines Figures { get; }
    public Placement Places { get; }
    public SourceIndex All { get; }
    public SourceIndex Own { get; }

    public static bool IsOwn(WritingSource source) => source.Kind is SourceKind.Cv or SourceKind.Sender or SourceKind.Note or SourceKind.OwnMail or SourceKind.Instruction or SourceKind.Template;

    /// <summary>To have worked with the contact is for the contact's name to say; to have worked at their company is not.</summary>
    private static bool IsPerson(string id) => id.Contains("name", StringComparison.OrdinalIgnoreCase) && !id.Contains("company", StringComparison.OrdinalIgnoreCase) && !id.Contains("org", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where the sources bear it out.</summary>
    public bool? Lacks(Passage passage, int first, int last, Func<SourceIndex, bool> has)
    {
        if (!has(All))
            return false;
        for (var at = first; at <= last; at++)
        {
            if (passage.IsOwn[at])
                return has(Own) ? null : true;
        }
        return null;
    }
}
