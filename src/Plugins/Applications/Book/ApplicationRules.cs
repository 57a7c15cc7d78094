using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Book;

/// <summary>What an application's details must be; answers them trimmed.</summary>
internal static class ApplicationRules
{
    public const int LongestLine = 200;

    // What a browser's address line takes.
    private const int LongestLink = 2_000;

    private const int MostTags = 20;

    private const int LongestTag = 40;

    // Beyond any salary in any currency.
    private const decimal MostPay = 1_000_000_000_000m;

    /// <exception cref="RpcException">Invalid, by path.</exception>
    public static ApplicationDetails Check(ApplicationDetails given)
    {
        var problems = new List<RpcProblem>();
        var details = given with
        {
            Company = Line(given.Company, "company", problems) ?? Missing("company", "Name the employer.", problems),
            Domain = Domain(given.Domain, problems),
            Role = Line(given.Role, "role", problems) ?? Missing("role", "Name the role, as the posting does.", problems),
            Requisition = Line(given.Requisition, "requisition", problems),
            Link = Link(given.Link, problems),
            Place = Line(given.Place, "place", problems),
            Pay = given.Pay is { } pay ? Pay(pay, problems) : null,
            Source = Line(given.Source, "source", problems),
            Tags = Tags(given.Tags, problems),
        };
        if (details.Company.Length > 0 && Folded.Of(details.Company).Length == 0)
            problems.Add(Problem("$.details.company", "has no letter or digit", "Name the employer."));
        return problems.Count == 0 ? details : throw RpcException.Invalid(problems);
    }

    /// <summary>One line of the user's, trimmed; null where it is empty or absent.</summary>
    public static string? Line(string? text, string path, int longest, List<RpcProblem> problems)
    {
        var line = text?.Trim();
        if (string.IsNullOrEmpty(line))
            return null;
        if (line.Length > longest || line.Any(char.IsControl))
            problems.Add(Problem(path, "is no single line, or too long", $"Give at most {longest} characters on one line."));
        return line;
    }

    public static RpcProblem Problem(string path, string problem, string remedy) => new() { Path = path, Problem = problem, Remedy = remedy };

    private static string? Line(string? text, string name, List<RpcProblem> problems) => Line(text, "$.details." + name, LongestLine, problems);

    private static string Missing(string name, string remedy, List<RpcProblem> problems)
    {
        problems.Add(Problem("$.details." + name, "is missing", remedy));
        return "";
    }

    private static string? Domain(string? text, List<RpcProblem> problems)
    {
        var domain = text?.Trim().TrimEnd('.').ToLowerInvariant();
        if (string.IsNullOrEmpty(domain))
            return null;
        if (domain.StartsWith("www.", StringComparison.Ordinal))
            domain = domain[4..];
        if (domain.Length > 253 || !domain.Contains('.', StringComparison.Ordinal) || Uri.CheckHostName(domain) != UriHostNameType.Dns)
            problems.Add(Problem("$.details.domain", $"'{domain}' is no domain", "Give it as acme.com, without https:// and without a path."));
        return domain;
    }

    private static string? Link(string? text, List<RpcProblem> problems)
    {
        var link = text?.Trim();
        if (string.IsNullOrEmpty(link))
            return null;
        if (link.Length > LongestLink || !Uri.TryCreate(link, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.UserInfo.Length > 0)
            problems.Add(Problem("$.details.link", "is no web address", "Give it as https://acme.com/jobs/7, without a user's name in it."));
        return link;
    }

    private static Pay Pay(Pay pay, List<RpcProblem> problems)
    {
        if (pay.From is null && pay.To is null)
            problems.Add(Problem("$.details.pay", "has no amount", "Give from, to or both; or leave pay out."));
        if (pay.From is < 0 or > MostPay || pay.To is < 0 or > MostPay)
            problems.Add(Problem("$.details.pay", "has an amount out of range", $"Give 0 to {MostPay}."));
        if (pay is { From: { } from, To: { } to } && from > to)
            problems.Add(Problem("$.details.pay.to", "is less than from", "Give the smaller amount first."));
        var currency = pay.Currency?.Trim().ToUpperInvariant();
        if (currency is not null && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
            problems.Add(Problem("$.details.pay.currency", $"'{currency}' is no currency", "Give its three letters, for example EUR."));
        return pay with { Currency = currency };
    }

    private static List<string> Tags(IReadOnlyList<string> tags, List<RpcProblem> problems)
    {
        var found = new List<string>();
        for (var i = 0; i < tags.Count; i++)
        {
            if (Line(tags[i], $"$.details.tags[{i}]", LongestTag, problems)?.ToLowerInvariant() is { } tag && !found.Contains(tag))
                found.Add(tag);
        }

        if (found.Count > MostTags)
            problems.Add(Problem("$.details.tags", $"are {found.Count}", $"Keep at most {MostTags}."));
        found.Sort(StringComparer.Ordinal);
        return found;
    }
}
