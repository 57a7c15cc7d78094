using System.Text.Json;
using Assistant.Mail.Mime;
using Assistant.Mail.Reports;

namespace Assistant.Mail.Tests.Reports;

/// <summary>
/// How far our reading agrees with the corpus of real reports, where it is on this machine. It names reasons by an older scheme and calls some
/// refusals of unknown users soft, so full agreement is not the aim; the floors keep a change from losing what was reached.
/// </summary>
public sealed class CorpusAgreementTests
{
    private const double HardFloor = 0.90;

    private const double StatusFloor = 0.95;

    private const double ReplyFloor = 0.95;

    [Fact]
    public void Read_RealReports_AgreesWithTheCorpus()
    {
        if (Samples.Corpus() is not { } folder)
            return;
        var (all, read, hard, withStatus, status, reply) = (0, 0, 0, 0, 0, 0);
        foreach (var line in File.ReadLines(Path.Combine(folder, "expected.jsonl")))
        {
            using var expected = JsonDocument.Parse(line);
            var report = DeliveryReport.Read(MimeMessage.Parse(File.ReadAllBytes(Path.Combine(folder, expected.RootElement.GetProperty("file").GetString()!))));
            var index = 0;
            foreach (var record in expected.RootElement.GetProperty("records").EnumerateArray())
            {
                var at = index++;
                if (record.GetProperty("reason").GetString() is "feedback" or "delivered")
                    continue;
                all++;
                if (report is null)
                    continue;
                read++;
                var got = report.Recipients[Math.Min(at, report.Recipients.Count - 1)];
                hard += BounceReasons.IsHard(got.Reason) == record.GetProperty("hard").GetBoolean() ? 1 : 0;
                reply += (got.ReplyCode ?? "") == record.GetProperty("reply").GetString() ? 1 : 0;
                var code = record.GetProperty("status").GetString()!;
                // x.0.9nn are the corpus's own codes for reports without one.
                if (code.Contains(".0.9", StringComparison.Ordinal))
                    continue;
                withStatus++;
                status += got.Status == code ? 1 : 0;
            }
        }

        Console.WriteLine(FormattableString.Invariant($"bounces agreement: reports={all} read={read} hard={hard} reply={reply} status={status}/{withStatus}"));
        Assert.True(hard >= HardFloor * all, $"hard {hard} of {all}");
        Assert.True(reply >= ReplyFloor * all, $"reply {reply} of {all}");
        Assert.True(status >= StatusFloor * withStatus, $"status {status} of {withStatus}");
    }
}
