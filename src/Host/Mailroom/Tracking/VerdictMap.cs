using System.Text.Json;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>A judgement of the mail library as clients see it.</summary>
internal static class VerdictMap
{
    public static Verdict Of(Mail.Verdicts.Verdict judged) => new()
    {
        Kind = Kind(judged.Kind),
        Confidence = judged.IsCertain ? Confidence(judged.Confidence) : Protocol.Services.Confidence.Low,
        Evidence = [.. judged.Evidence.Select(Evidence)],
        Bounce = judged.Bounce is { } bounce ? Bounce(bounce, judged) : null,
        BackOn = judged.ReturnDate?.FirstDayBack,
        QuotedLine = judged.ReturnDate?.Quote,
    };

    private static VerdictKind Kind(Mail.Verdicts.VerdictKind kind) => Enum.Parse<VerdictKind>(kind.ToString());

    private static Confidence Confidence(Mail.Reports.Confidence confidence) => confidence switch
    {
        Mail.Reports.Confidence.High => Protocol.Services.Confidence.Certain,
        Mail.Reports.Confidence.Medium => Protocol.Services.Confidence.Probable,
        _ => Protocol.Services.Confidence.Low,
    };

    private static Evidence Evidence(Mail.Verdicts.Evidence evidence) => new()
    {
        Source = evidence.Source switch
        {
            Mail.Verdicts.EvidenceSource.Header => EvidenceSource.Header,
            Mail.Verdicts.EvidenceSource.DsnField => EvidenceSource.ReportField,
            Mail.Verdicts.EvidenceSource.Body => EvidenceSource.Body,
            _ => EvidenceSource.Provider,
        },
        Name = evidence.Name,
        Value = evidence.Value,
    };

    private static BounceDetail Bounce(Mail.Verdicts.BounceFinding found, Mail.Verdicts.Verdict judged) => new()
    {
        Hard = found.Hard,
        Reason = JsonNamingPolicy.CamelCase.ConvertName(found.Reason.ToString()),
        Status = found.Status,
        Recipient = found.Recipient,
        Diagnostic = judged.Evidence.FirstOrDefault(static each => each.Name.Equals("Diagnostic-Code", StringComparison.OrdinalIgnoreCase))?.Value,
    };
}
