using Assistant.Mail.Mime;
using Assistant.Mail.Reports;

namespace Assistant.Mail.Verdicts;

/// <summary>One judgement. Each step answers or leaves it to the next.</summary>
internal sealed class VerdictJudge(VerdictInput input, ISentMail sent)
{
    private readonly VerdictMatch _match = new(input, sent);

    private HeaderBlock Headers => input.Headers;

    public Verdict Judge()
    {
        if (_match.Own() is { } own)
            return new Verdict { Kind = VerdictKind.Unrelated, Confidence = Confidence.High, Evidence = [own] };
        return Delivery() ?? Receipt() ?? Complaint() ?? Calendar() ?? Automatic() ?? List() ?? Reply() ?? Stranger(Confidence.High, []);
    }

    private Verdict? Delivery()
    {
        var report = input.Message is null ? null : DeliveryReport.Read(input.Message);
        if (report is not null)
            return Delivery(report);
        if (input.Message is not null || !DeliveryReport.IsAnnounced(Headers))
            return null;
        var evidence = HeaderEvidence("Content-Type", "X-Failed-Recipients", "X-MS-Exchange-Message-Is-Ndr", "From", "Subject").Take(3).ToList();
        if (_match.Cited() is not { } found)
            return Stranger(Confidence.Low, evidence) with { NeedsReport = true };
        var finding = new BounceFinding(FailedRecipient(), Hard: false, BounceReason.Unknown, null, null);
        var delay = DeliveryReport.AnnouncesDelay(Headers);
        return About(found, delay ? VerdictKind.DelayNotice : VerdictKind.Bounce, Confidence.Medium, evidence) with { Bounce = finding, Bounces = [finding], NeedsReport = true };
    }

    private string? FailedRecipient() => Headers.Mailboxes("X-Failed-Recipients") is [var failed, ..] ? failed.Address : null;

    private Verdict Delivery(DeliveryReport report)
    {
        var worst = report.Recipients.OrderBy(r => r.Action != DeliveryAction.Failed).ThenBy(r => !BounceReasons.IsHard(r.Reason)).ThenBy(r => r.Action).First();
        var evidence = DeliveryEvidence(report, worst);
        if (_match.Returned(report.Original) is not { } found)
            return Stranger(Confidence.High, evidence);
        var kind = worst.Action switch
        {
            DeliveryAction.Failed => VerdictKind.Bounce,
            DeliveryAction.Delayed => VerdictKind.DelayNotice,
            _ => VerdictKind.Receipt,
        };
        var verdict = About(found, kind, report.Confidence, evidence);
        return kind == VerdictKind.Receipt
            ? verdict with { Detail = worst.Action.ToString().ToLowerInvariant() }
            : verdict with { Bounce = Finding(worst), Bounces = [.. report.Recipients.Select(Finding)] };
    }

    /// <summary>A delay is not yet a failure, so it is never hard.</summary>
    private static BounceFinding Finding(RecipientReport report) =>
        new(report.Recipient, report.Action == DeliveryAction.Failed && BounceReasons.IsHard(report.Reason), report.Reason, report.Status, report.ReplyCode);

    private List<Evidence> DeliveryEvidence(DeliveryReport report, RecipientReport worst)
    {
        var evidence = new List<Evidence>();
        foreach (var name in (string[])["Final-Recipient", "Action", "Status", "Diagnostic-Code"])
        {
            if (worst.Fields.Find(name) is { } field)
                evidence.Add(new Evidence(EvidenceSource.DsnField, name, field.Value));
        }

        if (report.Confidence != Confidence.High)
        {
            evidence.AddRange(HeaderEvidence("X-Failed-Recipients", "From", "Subject"));
            evidence.Add(new Evidence(EvidenceSource.Body, "report", worst.Diagnostic));
        }

        return evidence;
    }

    private Verdict? Receipt()
    {
        var report = input.Message is null ? null : DispositionReport.Read(input.Message);
        if (report is null && !DispositionReport.IsAnnounced(Headers))
            return null;
        var evidence = HeaderEvidence("Content-Type").ToList();
        if (report?.Disposition is { Length: > 0 } disposition)
            evidence.Add(new Evidence(EvidenceSource.Body, "Disposition", disposition));
        return _match.Returned(report?.Original, report?.OriginalMessageId) is { } found
            ? About(found, VerdictKind.Receipt, Confidence.High, evidence) with { Detail = report?.Disposition }
            : Stranger(Confidence.High, evidence) with { NeedsReport = input.Message is null };
    }

    private Verdict? Complaint()
    {
        var report = input.Message is null ? null : FeedbackReport.Read(input.Message);
        if (report is null && !FeedbackReport.IsAnnounced(Headers))
            return null;
        var evidence = HeaderEvidence("Content-Type").ToList();
        if (report?.FeedbackType is { Length: > 0 } type)
            evidence.Add(new Evidence(EvidenceSource.Body, "Feedback-Type", type));
        return _match.Returned(report?.Original) is { } found
            ? About(found, VerdictKind.Complaint, Confidence.High, evidence) with { Detail = report?.FeedbackType }
            : Stranger(Confidence.High, evidence) with { NeedsReport = input.Message is null };
    }

    private Verdict? Calendar()
    {
        var response = input.Message is null ? CalendarResponse.Read(Headers) : CalendarResponse.Read(input.Message);
        if (response is null)
            return null;
        List<Evidence> evidence = [new(input.Message is null ? EvidenceSource.Header : EvidenceSource.Body, response.Evidence.Key, response.Evidence.Value)];
        return Found() is { } found
            ? About(found, VerdictKind.CalendarResponse, response.Confidence, evidence) with { Detail = response.Answer }
            : Stranger(Confidence.High, evidence);
    }

    private Verdict? Automatic()
    {
        if (AutoReply.Read(Headers) is not { } auto)
            return null;
        var evidence = auto.Evidence.Select(e => new Evidence(EvidenceSource.Header, e.Key, e.Value)).ToList();
        if (Found() is not { } found)
            return ListMail.Field(Headers) is null ? Stranger(Confidence.High, evidence) : null;
        var back = ReturnDate.Read(Headers.Subject, input.Message?.ReadableText ?? "", Headers.Date ?? input.Received);
        if (back is not null)
            evidence.Add(new Evidence(input.Message is null ? EvidenceSource.Header : EvidenceSource.Body, "return date", back.Quote));
        return About(found, VerdictKind.AutoReply, auto.Confidence, evidence) with { ReturnDate = back };
    }

    /// <summary>A person who answers through a list cites our mail; what cites nothing is the list's own.</summary>
    private Verdict? List() =>
        ListMail.Sign(Headers) is { } sign && _match.Cited() is null
            ? new Verdict { Kind = VerdictKind.ListMail, Confidence = Confidence.High, Evidence = [new Evidence(EvidenceSource.Header, sign.Name, sign.Value)] }
            : null;

    private Verdict? Reply()
    {
        if (Found() is not { } found)
            return null;
        var evidence = ListMail.Sign(Headers) is { } sign ? [new Evidence(EvidenceSource.Header, sign.Name, sign.Value)] : Array.Empty<Evidence>();
        return About(found, VerdictKind.Reply, evidence.Length == 0 ? Confidence.High : Confidence.Medium, evidence);
    }

    private VerdictMatch.Found? Found() => _match.Cited() ?? _match.Probable();

    private static Verdict About(VerdictMatch.Found found, VerdictKind kind, Confidence confidence, IReadOnlyList<Evidence> evidence) => new()
    {
        Kind = kind,
        Confidence = found.By == MatchedBy.SenderAndSubject ? Confidence.Low : confidence,
        Evidence = [.. evidence, found.Evidence],
        Sent = found.Mail,
        MatchedBy = found.By,
    };

    private static Verdict Stranger(Confidence confidence, IReadOnlyList<Evidence> evidence) => new()
    {
        Kind = VerdictKind.Unrelated,
        Confidence = confidence,
        Evidence = [.. evidence, new Evidence(EvidenceSource.Record, "match", "cites no mail of yours")],
    };

    private IEnumerable<Evidence> HeaderEvidence(params string[] names) =>
        names.Select(Headers.Find).OfType<HeaderField>().Select(f => new Evidence(EvidenceSource.Header, f.Name, f.Text));
}
