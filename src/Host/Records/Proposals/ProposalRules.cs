using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Proposals;

internal static class ProposalRules
{
    // One sentence for a person.
    public const int MaxTitle = 300;

    // A line of mail is at most 998 octets; a quoted one may have been unfolded.
    public const int MaxQuote = 2_000;

    // More than this is a message, not what decided.
    public const int MaxEvidence = 20;

    // A kind's values are a handful of fields.
    public const int MaxValues = 16 * 1024;

    public static List<RpcProblem> Check(ProposalMakeRequest request)
    {
        var problems = new List<RpcProblem>();
        if (string.IsNullOrWhiteSpace(request.Title) || request.Title.Length > MaxTitle || request.Title.Any(char.IsControl))
            problems.Add(new() { Path = "$.title", Problem = "is no single sentence", Remedy = $"Say the change in 1 to {MaxTitle} characters on one line." });
        if (request.QuotedLine?.Length > MaxQuote)
            problems.Add(new() { Path = "$.quotedLine", Problem = $"is longer than {MaxQuote} characters", Remedy = "Quote only the line that decided." });
        if (request.Evidence.Count > MaxEvidence || request.Evidence.Any(static e => e.Value.Length > MaxQuote || e.Name.Length > MaxTitle))
            problems.Add(new() { Path = "$.evidence", Problem = "is too much", Remedy = $"Give at most {MaxEvidence} values, each shortened to what decided." });
        if (request.Values.GetRawText().Length > MaxValues)
            problems.Add(new() { Path = "$.values", Problem = $"is larger than {MaxValues} characters", Remedy = "Give only what the change needs." });
        return problems;
    }
}
