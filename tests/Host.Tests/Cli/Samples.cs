using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

/// <summary>Records as a host would answer them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public const string Hash = "4f8a1c0000000000000000000000000000000000000000000000000000000001";

    public static Draft Draft(string id = "01900000-0000-7000-8000-0000aaaa0001", string to = "Ana Ruiz <ana@example.org>") => new()
    {
        Id = id,
        Revision = 1,
        State = DraftState.Open,
        AccountId = "account-1",
        To = [to],
        Cc = [],
        Bcc = [],
        ReplyTo = [],
        Subject = "About Norte",
        Body = "Dear Ana,\n\nhello.\n",
        Attachments = [],
        Problems = [],
        Changed = Noon,
    };

    public static DraftPreview Preview(string draft, string? hash = Hash) => new()
    {
        DraftId = draft,
        Revision = 1,
        Hash = hash,
        From = "Me <me@example.org>",
        To = ["Ana Ruiz <ana@example.org>"],
        Cc = [],
        Bcc = ["boss@example.org"],
        ReplyTo = [],
        Subject = "About Norte",
        Text = "Dear Ana,\n\nhello.\n",
        Html = "<p>Dear Ana,</p>",
        Attachments = [new() { Id = "a", Name = "cv.pdf", Type = "application/pdf", Size = 2048, Digest = new string('b', 64) }],
        Problems = [],
    };

    public static OutboxItem Item(string draft, string hash = Hash, int undo = 10) => new()
    {
        Id = "01900000-0000-7000-8000-0000bbbb0001",
        Revision = 1,
        DraftId = draft,
        AccountId = "account-1",
        To = ["ana@example.org"],
        Subject = "About Norte",
        State = OutboxState.Approved,
        Since = Noon,
        NotBefore = Noon.AddSeconds(undo),
        ApprovedBy = "me",
        ApprovedAt = Noon,
        Hash = hash,
        Submissions = 0,
        Evidence = [],
    };

    public static Contact Contact(string name, string address, string id) => new()
    {
        Id = id,
        Revision = 1,
        Name = name,
        Kind = ContactKind.Person,
        Addresses = [new() { Address = address }],
        Fields = new Dictionary<string, string> { ["company"] = "Norte" },
        Source = "people.csv:2",
        Changed = Noon,
    };

    public static TrackingRow Row(string person, TrackingState state, Verdict? verdict, string next) => new()
    {
        OutboxId = "01900000-0000-7000-8000-0000cccc0001",
        Person = person,
        Address = "a@example.org",
        Subject = "About Norte",
        State = state,
        Since = Noon,
        Verdict = verdict,
        NextStep = next,
    };

    public static Verdict Bounce() => new()
    {
        Kind = VerdictKind.Bounce,
        Confidence = Confidence.Certain,
        Evidence = [new() { Source = EvidenceSource.ReportField, Name = "Final-Recipient", Value = "rfc822; chloe@atelier.example" }],
        Bounce = new() { Hard = true, Reason = "userUnknown", Status = "5.1.1" },
    };
}
