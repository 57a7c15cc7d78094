namespace Assistant.Mail.Mime;

/// <summary>A message ready to be handed to a provider.</summary>
/// <param name="Bytes">CRLF line ends, no line over 998 octets.</param>
/// <param name="Sender">The envelope's sender: where bounces go.</param>
/// <param name="Recipients">The envelope's recipients: To, Cc and Bcc, each address once, in that order.</param>
/// <param name="NeedsUtf8">The transport must offer SMTPUTF8 (RFC 6531): an address has a non-ASCII local part.</param>
/// <param name="Needs8Bit">The transport must offer 8BITMIME (RFC 6152): a carried message has octets over 127.</param>
public sealed record BuiltMessage(ReadOnlyMemory<byte> Bytes, Mailbox Sender, IReadOnlyList<Mailbox> Recipients, bool NeedsUtf8, bool Needs8Bit);
