using System.Globalization;
using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Today;

/// <summary>What each thing that waits says in the list: its title, its reason, and the commands for it. Pure.</summary>
internal static class TodaySteps
{
    // The end of an id tells records apart that were made together, and the command line finds them by it.
    private const int ShortId = 8;

    public static TodayItem Of(SetupNeed need, string subject) => new()
    {
        Key = $"setup:{need.Code}:{subject}", Kind = "setup", Title = need.Message, Reason = need.Remedy, Weight = TodayWeights.Setup, Commands = ["doctor"],
    };

    /// <summary>An approved message that will not move without a person.</summary>
    public static TodayItem Stuck(OutboxItem item) => new()
    {
        Key = $"stuck:{item.Id}", Kind = "stuck", About = new("outbox", item.Id), Person = item.To.Count > 0 ? item.To[0] : null, Title = item.Subject,
        Reason = $"{item.Reason ?? Words(item.State)}: {item.NextStep}", Since = item.Since, Weight = TodayWeights.Stuck,
        Commands = item.State switch
        {
            OutboxState.Quarantined => [$"outbox release {Short(item.Id)}", $"outbox cancel {Short(item.Id)}"],
            OutboxState.Refused => [$"outbox retry {Short(item.Id)}", $"outbox show {Short(item.Id)}"],
            _ => [$"outbox settle {Short(item.Id)} sent", $"outbox settle {Short(item.Id)} not-sent"],
        },
    };

    public static TodayItem Of(Draft draft, string? person) => draft.Problems.Count == 0
        ? new()
        {
            Key = $"draft:{draft.Id}", Kind = "approve", About = new("draft", draft.Id), Person = person, Title = Titled(draft.Subject),
            Reason = "ready: waits for your approval", Since = draft.Changed, Weight = TodayWeights.Approve,
            Commands = [$"outbox approve {Short(draft.Id)}", $"draft show {Short(draft.Id)}"],
        }
        : new()
        {
            Key = $"draft:{draft.Id}", Kind = "draft", About = new("draft", draft.Id), Person = person, Title = Titled(draft.Subject),
            Reason = $"not ready: {draft.Problems[0].Problem}", Since = draft.Changed, Weight = TodayWeights.Draft,
            Commands = [$"draft edit {Short(draft.Id)}", $"draft show {Short(draft.Id)}"],
        };

    public static TodayItem Of(Proposal proposal) => new()
    {
        Key = $"proposal:{proposal.Id}", Kind = "proposal", About = new("proposal", proposal.Id), Title = proposal.Title,
        Reason = proposal.QuotedLine is { } line ? $"they wrote: \"{line}\"" : ProposedBy(proposal.MadeBy), Since = proposal.Made, Weight = TodayWeights.Proposal,
        Commands = [$"proposal accept {Short(proposal.Id)}", $"proposal dismiss {Short(proposal.Id)}"],
    };

    private static string ProposedBy(string maker) => maker.Split(':', 2) switch
    {
        ["host"] => "proposed by the rules for incoming mail",
        ["plugin", var id] => $"proposed by the plugin {id}",
        ["model", var name] => $"proposed by the model {name}",
        _ => $"proposed by {maker}",
    };

    public static TodayItem Of(FollowUp followUp, string person, DateOnly today) => new()
    {
        Key = $"followUp:{followUp.ContactId}", Kind = "followUp", About = new("contact", followUp.ContactId), Person = person, Title = $"Write to {person}",
        Reason = followUp.Due < today ? $"{followUp.Reason}; due since {Day(followUp.Due)}" : $"{followUp.Reason}; due today", Due = followUp.Due, Weight = TodayWeights.FollowUp,
        Commands = [$"draft new {Short(followUp.ContactId)}", $"contact show {Short(followUp.ContactId)}"],
    };

    /// <summary>What came back to a message, or did not; null where nothing is to be done about it.</summary>
    public static TodayItem? Of(TrackingRow row, DateOnly today) => row.State switch
    {
        TrackingState.Replied => Event(row, "reply", TodayWeights.Reply, $"Answer {row.Person}", $"replied to \"{row.Subject}\"", [$"tracking show {Short(row.OutboxId)}", $"tracking read {Short(row.OutboxId)}"]),
        TrackingState.Bounced or TrackingState.Failed => Event(row, "bounce", TodayWeights.Bounce, $"Reach {row.Person} another way", $"{row.NextStep} (\"{row.Subject}\")", [$"tracking show {Short(row.OutboxId)}"]),
        TrackingState.Waiting or TrackingState.Away when row.Due is { } due && due <= today =>
            Event(row, "silence", TodayWeights.Silence, $"Write to {row.Person} again", $"{row.NextStep} (\"{row.Subject}\")", [$"tracking show {Short(row.OutboxId)}"]) with { Due = due },
        _ => null,
    };

    public static string Short(string id) => id.Length > ShortId ? id[^ShortId..] : id;

    private static TodayItem Event(TrackingRow row, string kind, int weight, string title, string reason, IReadOnlyList<string> commands) => new()
    {
        Key = $"{kind}:{row.OutboxId}", Kind = kind, About = new("outbox", row.OutboxId), Person = row.Person, Title = title, Reason = reason, Since = row.Since, Weight = weight, Commands = commands,
    };

    private static string Titled(string subject) => subject.Length > 0 ? subject : "(no subject)";

    private static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    private static string Words(OutboxState state) => state is OutboxState.NeedsPerson ? "nobody knows whether it went out" : state.ToString().ToLowerInvariant();
}
