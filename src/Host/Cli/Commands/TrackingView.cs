using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>How tracking looks: person, state, verdict, evidence, next step.</summary>
internal static class TrackingView
{
    // What decided is at its beginning; the whole of it is in `tracking show`.
    private const int LongestValue = 22;

    public static void Rows(Screen screen, IEnumerable<TrackingRow> rows, string empty) => screen.Table(
        ["Person", "State", "Verdict", "Evidence", "Next step"],
        rows.Select(IReadOnlyList<TextCell> (row) =>
        [
            row.Person,
            State(row.State),
            row.Verdict is { } verdict ? Verdict(verdict) : new TextCell("none yet", Tone.Dim),
            row.Verdict is { Evidence: [var first, ..] } ? Short(first) : "",
            row.NextStep,
        ]),
        empty);

    public static void One(Screen screen, TrackingShowResponse answer)
    {
        var row = answer.Row;
        screen.Line($"{row.Person} <{row.Address}>", Tone.Strong);
        screen.Fields(
            ("subject", row.Subject),
            ("state", State(row.State)),
            ("since", Shown.Time(row.Since)),
            ("next step", row.NextStep),
            ("due", row.Due is { } due ? Shown.Day(due) : null),
            ("sent", $"{Shown.Time(answer.Sent.Since)}, {answer.Sent.MessageId}"),
            ("id", row.OutboxId));
        foreach (var message in answer.Incoming)
        {
            screen.Line();
            Incoming(screen, message);
        }
    }

    public static void Incoming(Screen screen, IncomingMessage message)
    {
        var verdict = message.Verdict;
        screen.Line(message.Subject, Tone.Strong);
        screen.Fields(
        [
            ("from", message.From),
            ("received", Shown.Time(message.Received)),
            ("verdict", $"{Verdict(verdict)} ({Shown.Words(verdict.Confidence)}{(verdict.Corrected ? ", set by you" : "")})"),
            .. verdict.Evidence.Select(evidence => ("because", (TextCell)$"{EvidenceLine.Of(evidence)} ({Shown.Words(evidence.Source)})")),
            ("they say", verdict.QuotedLine),
            ("server says", verdict.Bounce?.Diagnostic),
            ("id", message.Id),
        ]);
    }

    public static string Verdict(Verdict verdict) => verdict switch
    {
        { Kind: VerdictKind.AutoReply, BackOn: { } back } => $"away, back {Shown.Day(back)}",
        { Kind: VerdictKind.AutoReply } => "away",
        { Kind: VerdictKind.Bounce, Bounce: { } bounce } => $"bounce: {Shown.Words(bounce.Reason)}{(bounce.Status is { } status ? $" ({status})" : "")}",
        _ => Shown.Words(verdict.Kind),
    };

    // "rfc822;" before an address and the brackets around a Message-ID say nothing to a person.
    private static string Short(Evidence evidence)
    {
        var value = evidence.Value.Split(';', 2)[^1].Trim().Trim('<', '>');
        return $"{evidence.Name}: {(value.Length <= LongestValue ? value : value[..(LongestValue - 3)] + "...")}";
    }

    private static TextCell State(TrackingState state) => new(Shown.Words(state), state switch
    {
        TrackingState.Replied => Tone.Good,
        TrackingState.Away or TrackingState.Delayed => Tone.Notice,
        TrackingState.Bounced or TrackingState.Failed => Tone.Bad,
        _ => Tone.Plain,
    });
}
