namespace Assistant.Mail.Mime;

/// <summary>A file to send with a message.</summary>
/// <param name="FileName">As people see it; non-ASCII is written by RFC 2231 with an ASCII fallback.</param>
/// <param name="MediaType">type/subtype, such as <c>application/pdf</c>.</param>
/// <param name="Content">The file's bytes.</param>
public sealed record OutgoingAttachment(string FileName, string MediaType, ReadOnlyMemory<byte> Content);
