using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Offline;

/// <summary>The sources under the names that the shipped templates use. A value made of several lines names all of them as its source.</summary>
internal static class OfflineFacts
{
    private const char Between = '\n';

    private const int MostEvidence = 6;

    private const string Company = "application.company";

    private const string Role = "application.role";

    public static List<Fact> Of(IReadOnlyList<WritingSource> sources)
    {
        var facts = new List<Fact>();
        foreach (var source in sources.Where(static s => s.Kind == SourceKind.Contact && s.Id is not (Company or Role)))
            facts.Add(new Fact(Name(source.Id), source.Text, source.Id));
        foreach (var source in sources.Where(static s => s.Kind == SourceKind.Sender))
            facts.Add(new Fact(SenderName(source.Id), source.Text, source.Id));
        Lines("instruction", sources.Where(static s => s.Kind == SourceKind.Instruction), "", facts);
        if (sources.FirstOrDefault(static s => s.Kind == SourceKind.OwnMail && IsSaid(s.Text)) is { } sent)
            facts.Add(new Fact("sent", sent.Text, sent.Id));
        if (sources.FirstOrDefault(static s => s.Kind == SourceKind.Mail && IsSaid(s.Text)) is { } received)
            facts.Add(new Fact("received", received.Text, received.Id));
        var match = new LineMatch(sources);
        var position = Known(sources, Role) ?? match.Position;
        if (position is not null)
            facts.Add(new Fact("position", position.Text, position.Id));
        if (Employer(sources, position) is { } employer)
            facts.Add(new Fact("employer", employer.Text, employer.Id));
        Lines("evidence", match.Evidence().Take(MostEvidence), "- ", facts);
        return facts;
    }

    public static IEnumerable<string> Ids(string source) => source.Split(Between);

    /// <summary>A line that says something: no quotation, no greeting.</summary>
    public static bool IsSaid(string line) => line.Length > 0 && line[0] != '>' && !line.EndsWith(',') && !line.EndsWith(':') && line.Any(char.IsLetter);

    private static WritingSource? Known(IReadOnlyList<WritingSource> sources, string id) => sources.FirstOrDefault(s => s.Kind == SourceKind.Contact && s.Id == id);

    // The application's company; else the contact's, where a posting names it too: who recruits for others works for somebody else. What the position says
    // already is not said again.
    private static WritingSource? Employer(IReadOnlyList<WritingSource> sources, WritingSource? position)
    {
        var applied = Known(sources, Company);
        if ((applied ?? Known(sources, "contact.company")) is not { } company)
            return null;
        bool Names(WritingSource line) => line.Text.Contains(company.Text, StringComparison.OrdinalIgnoreCase);
        if (applied is not null)
            return position is not null && Names(position) ? null : company;
        var posting = sources.Where(static s => s.Kind == SourceKind.Posting).ToList();
        return posting.Count == 0 || (posting.Exists(Names) && (position is null || !Names(position))) ? company : null;
    }

    private static void Lines(string name, IEnumerable<WritingSource> sources, string before, List<Fact> facts)
    {
        var lines = sources.ToList();
        if (lines.Count > 0)
            facts.Add(new Fact(name, string.Join('\n', lines.Select(s => before + s.Text.TrimStart('-', '*', '•', ' '))), string.Join(Between, lines.Select(static s => s.Id))));
    }

    private static string Name(string id) => id[(id.LastIndexOf('.') + 1)..];

    // account.displayName, sender.name and sender.senderName are all the sender's name.
    private static string SenderName(string id) => Name(id) switch
    {
        "displayName" or "name" => "senderName",
        "address" => "senderAddress",
        var name when name.StartsWith("sender", StringComparison.Ordinal) => name,
        var name => "sender" + char.ToUpperInvariant(name[0]) + name[1..],
    };
}
