using System.Text;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Documents;

/// <summary>What a document must be before it is stored, and to whom it belongs.</summary>
internal static class DocumentRules
{
    // A file name longer than this is cut or refused by common file systems.
    private const int LongestFileName = 200;

    /// <summary>
    /// The subject under whose key a document is sealed. A CV and a story are the user's own and outlive what they were used for; anything else is its
    /// first contact's or application's, and goes with that.
    /// </summary>
    public static string SubjectOf(string id, DocumentKind kind, IReadOnlyList<RecordRef> about) =>
        kind is not (DocumentKind.Cv or DocumentKind.Story) && about.FirstOrDefault(static each => each.Kind is "contact" or "application") is { } first
            ? $"{first.Kind}:{first.Id}"
            : $"document:{id}";

    public static void CheckTitle(string title, List<RpcProblem> problems)
    {
        if (ContactRules.NameRefusal(title) is { } reason)
            problems.Add(new RpcProblem { Path = "$.title", Problem = reason, Remedy = $"Give 1 to {DocumentLimits.Title} characters on one line." });
    }

    public static void CheckAbout(IReadOnlyList<RecordRef> about, string path, List<RpcProblem> problems)
    {
        if (about.Count > DocumentLimits.About)
            problems.Add(new RpcProblem { Path = path, Problem = $"are more than {DocumentLimits.About}", Remedy = "Name those that it is really about." });
        for (var i = 0; i < Math.Min(about.Count, DocumentLimits.About); i++)
        {
            if (!PathName.IsId(about[i].Kind.ToLowerInvariant()) || about[i].Id.Length is 0 or > 100)
                problems.Add(new RpcProblem { Path = $"{path}[{i}]", Problem = "names no record", Remedy = "Give {\"kind\": \"contact\", \"id\": ...}, or a plugin's own kind." });
        }
    }

    /// <exception cref="RpcException">Everything that is wrong, by path.</exception>
    public static void CheckInput(DocumentInput input, List<RpcProblem> problems)
    {
        if (input.Content is null && input.Text is null)
            problems.Add(new RpcProblem { Path = "$.input", Problem = "has neither content nor text", Remedy = "Give a file's content, or text." });
        if (input.Content is { Size: > DocumentLimits.Size } or { Bytes.Length: > (int)DocumentLimits.Size })
            problems.Add(new RpcProblem { Path = "$.input.content", Problem = $"has more than {DocumentLimits.Size} bytes", Remedy = "Make the file smaller, or keep a link to it." });
        if (input.Content is not null && input.Type is null)
            problems.Add(new RpcProblem { Path = "$.input.type", Problem = "is missing", Remedy = "Give the media type, for example application/pdf." });
        if (input.Type is { } type && !IsMediaType(type))
            problems.Add(new RpcProblem { Path = "$.input.type", Problem = "is no media type", Remedy = "Give it like application/pdf." });
        if (input.Content is null && input.Type is { } typed && !typed.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
            problems.Add(new RpcProblem { Path = "$.input.type", Problem = "is no type of text", Remedy = "Give text/plain or text/markdown, or leave it out." });
        CheckText(input.Text, problems);
        if (input.FileName is { } name && (name.Length is 0 or > LongestFileName || ContactRules.NameRefusal(name) is not null || name.AsSpan().ContainsAny('/', '\\')))
            problems.Add(new RpcProblem { Path = "$.input.fileName", Problem = "is no file name", Remedy = $"Give 1 to {LongestFileName} characters without a folder." });
    }

    /// <summary>A type as a media type has it: two names of RFC 6838 with a slash between them.</summary>
    public static bool IsMediaType(string type)
    {
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < type.Length - 1 && slash == type.LastIndexOf('/')
            && type.Length <= LongestFileName && type.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '+' or '-');
    }

    private static void CheckText(string? text, List<RpcProblem> problems)
    {
        if (text is null)
            return;
        if (text.Length > DocumentLimits.Text)
            problems.Add(new RpcProblem { Path = "$.input.text", Problem = $"has more than {DocumentLimits.Text} characters", Remedy = "Hand it in as a file." });
        else if (text.EnumerateRunes().Any(static rune => Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t')))
            problems.Add(new RpcProblem { Path = "$.input.text", Problem = "has a control character", Remedy = "Hand it in as plain text." });
    }
}
