using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

internal static class Reasons
{
    /// <summary>Characters of a source's line that a reason shows.</summary>
    private const int LongestLine = 120;

    public static string For(Finding finding, string text) => (finding.Kind, finding.IsForeign) switch
    {
        (ClaimKind.DoNotSay, _) => $"“{text}” is on your do-not-say list.",
        // A handle is no link: it is marked and stays.
        (ClaimKind.Link, _) when text[0] == '@' => $"No source has the address “{text}”.",
        (ClaimKind.Link, _) => $"No source has the address “{text}”; it was taken out of the text. Look at what the sentence says without it.",
        _ when finding.Elsewhere is { } line => $"In the sources “{text}” stands with “{Short(line)}”, not with what the sentence names.",
        _ when finding.IsTotal => $"No line that the sentence tells of says “{text}”.",
        (_, true) => $"The sentence says “{text}” of you, but only other people's texts have it; your CV, notes and mail do not.",
        (ClaimKind.Statement, _) => "Nothing that this sentence says of you is in your CV, notes or mail.",
        (ClaimKind.Number, _) => $"No source has the number “{text}”.",
        (ClaimKind.Date, _) => $"No source has the date “{text}”.",
        (ClaimKind.Employer, _) => $"No source names the organisation “{text}”.",
        (ClaimKind.Title, _) => $"No source has the job title “{text}”.",
        (ClaimKind.School, _) => $"No source has the school or degree “{text}”.",
        (ClaimKind.Skill, _) => $"No source has the skill “{text}”.",
        _ => $"No source has the name “{text}”.",
    };

    private static string Short(string line) => line.Length <= LongestLine ? line : string.Concat(line.AsSpan(0, LongestLine), "…");
}
