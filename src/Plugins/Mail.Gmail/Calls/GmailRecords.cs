using System.Text.Json.Serialization;

namespace Assistant.Plugins.MailGmail.Calls;

// As Gmail's API v1 writes them. 64-bit numbers are text, and an empty list is a missing one.

internal sealed record GmailProfile(string EmailAddress, string HistoryId);

internal sealed record GmailMessage
{
    public required string Id { get; init; }
    public string? ThreadId { get; init; }
    public IReadOnlyList<string>? LabelIds { get; init; }

    /// <summary>Milliseconds of Unix time.</summary>
    public string? InternalDate { get; init; }
    public GmailPart? Payload { get; init; }

    /// <summary>base64url of the whole message.</summary>
    public string? Raw { get; init; }
}

internal sealed record GmailPart
{
    public IReadOnlyList<GmailHeader>? Headers { get; init; }
}

internal sealed record GmailHeader(string Name, string Value);

internal sealed record GmailMessageList(IReadOnlyList<GmailMessage>? Messages = null, string? NextPageToken = null);

internal sealed record GmailHistoryList(string? HistoryId = null, IReadOnlyList<GmailHistory>? History = null, string? NextPageToken = null);

internal sealed record GmailHistory(string Id, IReadOnlyList<GmailAdded>? MessagesAdded = null);

internal sealed record GmailAdded(GmailMessage Message);

internal sealed record GmailDraft(string Id, GmailMessage? Message = null);

internal sealed record GmailDraftList(IReadOnlyList<GmailDraft>? Drafts = null);

internal sealed record GmailSendAsList(IReadOnlyList<GmailSendAs>? SendAs = null);

internal sealed record GmailSendAs(string SendAsEmail, string? DisplayName = null, string? Signature = null, bool IsPrimary = false, string? VerificationStatus = null)
{
    /// <summary>Whether Gmail sends as this address: it is this one, and not still to be confirmed.</summary>
    public bool MaySend(string address) => VerificationStatus is null or "accepted" && string.Equals(SendAsEmail, address, StringComparison.OrdinalIgnoreCase);
}

internal sealed record GmailErrorAnswer(GmailError? Error = null);

internal sealed record GmailError(string? Message = null, IReadOnlyList<GmailErrorItem>? Errors = null, IReadOnlyList<GmailErrorItem>? Details = null);

internal sealed record GmailErrorItem(string? Reason = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(GmailProfile))]
[JsonSerializable(typeof(GmailMessage))]
[JsonSerializable(typeof(GmailMessageList))]
[JsonSerializable(typeof(GmailHistoryList))]
[JsonSerializable(typeof(GmailDraft))]
[JsonSerializable(typeof(GmailDraftList))]
[JsonSerializable(typeof(GmailSendAsList))]
[JsonSerializable(typeof(GmailErrorAnswer))]
internal sealed partial class GmailJson : JsonSerializerContext;
