using Assistant.Mail.Mime;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Contacts;

/// <summary>A contact's own content, checked by <see cref="ContactRules"/>.</summary>
internal sealed record ContactDetails(string Name, ContactKind Kind, IReadOnlyList<Mailbox> Addresses, IReadOnlyDictionary<string, string> Fields, string Source);
