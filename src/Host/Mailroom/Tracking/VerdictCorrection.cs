using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>A person's verdict over the machine's; what follows from it follows as if it had been judged so at first.</summary>
internal sealed class VerdictCorrection(Database database, IncomingStore incoming, IncomingEffects effects, AuditLog audit)
{
    public ValueTask<IncomingRow> RunAsync(Actor actor, TrackingCorrectRequest request, CancellationToken cancel) => database.WriteAsync(
        transaction =>
        {
            var row = incoming.Get(transaction, request.MessageId);
            var said = new Evidence { Source = EvidenceSource.Person, Name = "corrected", Value = request.Note ?? EnumText.Of(request.Kind) };
            var verdict = new Verdict
            {
                Kind = request.Kind,
                Confidence = Confidence.Certain,
                Evidence = [said, .. row.Verdict.Evidence],
                Bounce = request.Kind == row.Verdict.Kind ? row.Verdict.Bounce : null,
                BackOn = request.Kind == VerdictKind.AutoReply ? row.Verdict.BackOn : null,
                QuotedLine = request.Kind == VerdictKind.AutoReply ? row.Verdict.QuotedLine : null,
                Corrected = true,
            };
            incoming.Correct(transaction, row, verdict, actor.Person);
            audit.Append(transaction, new AuditRecord(actor.Person, actor.Client, "tracking.correct", "message", row.Id, $"done: {EnumText.Of(row.Verdict.Kind)} to {EnumText.Of(request.Kind)}"));
            var corrected = incoming.Get(transaction, row.Id);
            // A person who agrees has changed nothing: what followed from the verdict is not done again.
            if (row.Certain && row.Verdict.Kind == corrected.Verdict.Kind)
                effects.Tell(transaction, corrected);
            else
                effects.Apply(transaction, corrected);
            return corrected;
        },
        cancel);
}
