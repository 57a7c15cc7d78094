namespace Assistant.Host.Records.FollowUps;

internal static class FollowUpRules
{
    // One sentence on a card.
    public const int MaxReason = 500;

    public const string ReasonRemedy = "Say in one sentence why.";

    public static string? ReasonRefusal(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? "is empty"
        : reason.Length > MaxReason ? $"is longer than {MaxReason} characters"
        : reason.Any(char.IsControl) ? "has a line break or a control character"
        : null;
}
