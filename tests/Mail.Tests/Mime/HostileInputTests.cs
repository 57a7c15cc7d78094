using System.Diagnostics;
using Assistant.Mail.Mime;
using Assistant.Mail.Reports;
using Assistant.Mail.Verdicts;
using Assistant.TestKit;

namespace Assistant.Mail.Tests.Mime;

public sealed class HostileInputTests
{
    /// <summary>Passes over each byte that reading may need: one for the header, one per level of nesting, one to guess a boundary at each.</summary>
    private const int PassesPerByte = 2 * MimeLimits.Nesting + 4;

    private const int Slack = 4_096;

    [Fact]
    public void Parse_EveryMail_GivesAResult()
    {
        var started = Stopwatch.GetTimestamp();
        var folder = Samples.Corpus();
        IReadOnlyList<string> files = folder is null ? Samples.Files : [.. Directory.GetFiles(folder, "*.eml")];
        var failures = new List<string>();
        foreach (var file in files)
        {
            if (Exercise(File.ReadAllBytes(file)) is { } failure)
                failures.Add($"{Path.GetFileName(file)}: {failure}");
        }

        SuiteLog.Report("bounces-parse", files.Count, failures.Count, Stopwatch.GetElapsedTime(started));
        Assert.Empty(failures);
    }

    [Fact]
    public void Parse_MutatedMail_NeverThrowsAndStaysWithinItsWork()
    {
        var runs = SuiteSize.Of(quick: 2_000, normal: 20_000, nightly: 500_000);
        var started = Stopwatch.GetTimestamp();
        // Not for secrets: the same mutations on every run.
        var random = new Random(20261121);
        var seeds = Samples.Files.Select(File.ReadAllBytes).ToArray();
        var failures = new List<string>();
        for (var run = 0; run < runs; run++)
        {
            var mail = Mutate(seeds[random.Next(seeds.Length)], seeds, random);
            if (Exercise(mail) is { } failure)
                failures.Add($"run {run}: {failure}");
        }

        SuiteLog.Report("mail-mutations", runs, failures.Count, Stopwatch.GetElapsedTime(started));
        Assert.Empty(failures);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\0")]
    [InlineData("=?utf-8?Q?")]
    [InlineData("--b\n\n")]
    [InlineData("X: y\n")]
    [InlineData("From a\n")]
    [InlineData("no field\nX: y\n")]
    [InlineData("no field\rX: y\r")]
    [InlineData("(((")]
    [InlineData("\"")]
    [InlineData("<a@b")]
    [InlineData("a*0*=x;")]
    [InlineData("Reporting-MTA: x\n\nFinal-Recipient: rfc822; a@b.test\n\n")]
    [InlineData("\n<a@b.test>: said\n")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b\n")]
    [InlineData("Content-Type: message/rfc822\n\n")]
    public void Parse_Repetition_StaysWithinItsWork(string unit)
    {
        var body = string.Concat(Enumerable.Repeat(unit, 200_000 / unit.Length));
        foreach (var start in new[]
        {
            "", "Subject: ", "To: ", "References: ", "Content-Type: text/plain; ", "Content-Type: multipart/mixed; boundary=b\n\n",
            "From: MAILER-DAEMON@x.test\nSubject: failure notice\n\n", "From: MAILER-DAEMON@x.test\nContent-Type: multipart/report; report-type=delivery-status; boundary=q\n\n--q\nContent-Type: message/delivery-status\n\n",
            "Auto-Submitted: auto-replied\nSubject: until 3 December\n\nback until ",
        })
            Assert.Null(Exercise(System.Text.Encoding.UTF8.GetBytes(start + body)));
    }

    /// <summary>Reads all there is to read of a mail; the failure, or null.</summary>
    private static string? Exercise(byte[] bytes)
    {
        try
        {
            var message = MimeMessage.Parse(bytes);
            foreach (var field in message.Headers)
                _ = (field.Text, field.Raw.Length);
            foreach (var name in (string[])["From", "To", "Cc"])
                _ = message.Headers.Mailboxes(name).Select(m => (m.MatchKey, m.UnicodeDomain, m.Refusal(), m.ToString())).Count();
            foreach (var part in message.Root.Walk(intoMessages: true))
                _ = (part.FileName, part.ContentType.IsText ? part.DecodeText().Length : part.DecodeBytes().Length);
            _ = (message.ReadableText, message.Headers.Date, HeaderBlock.Parse(bytes).Count);
            _ = ReturnDate.Read(message.Subject, message.ReadableText, Samples.Received);
            _ = VerdictInput.Of(message, Samples.Received).Keys();
            var verdict = Verdict.Judge(VerdictInput.Of(message, Samples.Received), new FakeSentMail());
            _ = Verdict.Judge(new VerdictInput { Headers = message.Headers, Received = Samples.Received }, new FakeSentMail());
            if (verdict.Evidence.Count == 0)
                return "a verdict without evidence";
            return message.Steps <= (long)PassesPerByte * bytes.Length + Slack ? null : $"{message.Steps} steps for {bytes.Length} bytes";
        }
#pragma warning disable CA1031 // The test is that nothing at all is thrown.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e.ToString();
        }
    }

    private static byte[] Mutate(byte[] seed, byte[][] seeds, Random random)
    {
        byte[] awkward = [0, (byte)'\r', (byte)'\n', (byte)'"', (byte)'=', (byte)'?', (byte)'-', (byte)':', (byte)';', (byte)'<', (byte)'>', (byte)'(', 0x1b, 0x80, 0xff, (byte)' ', (byte)'@', (byte)'*', (byte)'%', (byte)'\\'];
        var mail = seed.ToList();
        for (var edits = random.Next(1, 12); edits > 0 && mail.Count > 0; edits--)
        {
            var at = random.Next(mail.Count);
            var length = Math.Min(random.Next(1, 200), mail.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    mail[at] = (byte)random.Next(256);
                    break;
                case 1:
                    mail[at] = awkward[random.Next(awkward.Length)];
                    break;
                case 2:
                    mail.Insert(at, awkward[random.Next(awkward.Length)]);
                    break;
                case 3:
                    mail.RemoveRange(at, length);
                    break;
                case 4:
                    mail.InsertRange(random.Next(mail.Count), mail.GetRange(at, length));
                    break;
                case 5:
                    mail.RemoveRange(at, mail.Count - at);
                    break;
                default:
                    var other = seeds[random.Next(seeds.Length)];
                    var from = random.Next(other.Length);
                    mail.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(1, 400), other.Length - from)).ToArray());
                    break;
            }
        }

        return [.. mail];
    }
}
