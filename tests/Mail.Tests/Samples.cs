using Assistant.Mail.Mime;
using Assistant.Mail.Verdicts;
using Assistant.TestKit;

namespace Assistant.Mail.Tests;

/// <summary>The project's own hand-written mails; all that cite something cite <c>sent-1@desk.test</c>.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Received = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "samples");

    public static IReadOnlyList<string> Files => [.. Directory.GetFiles(Folder, "*.eml").Order(StringComparer.Ordinal)];

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".eml"));

    public static MimeMessage Message(string name) => MimeMessage.Parse(Bytes(name));

    /// <summary>The corpus of real reports where it is on this machine, else null.</summary>
    public static string? Corpus() => Checkout.Corpus("bounces");
}

/// <summary>Our sent mail as the tests know it: one workshop mail.</summary>
internal sealed class FakeSentMail : ISentMail
{
    public static readonly SentMail Workshop = new("outbox-1", "sent-1@desk.test", ["ben@firm.test", "nobody@firm.test"]);

    public SentMail? ByMessageId(string messageId) => messageId == Workshop.MessageId ? Workshop : null;

    public SentMail? ByToken(string token) => token == "token-1" ? Workshop : null;

    public SentMail? ByThread(string threadId) => threadId == "thread-1" ? Workshop : null;

    public SentMail? ByRecipient(string addressKey, string baseSubject, DateTimeOffset received) =>
        addressKey == "ben@firm.test" && baseSubject == "workshop in march" ? Workshop : null;
}
