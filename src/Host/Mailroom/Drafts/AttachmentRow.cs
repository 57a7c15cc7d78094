using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <param name="Id">Ours.</param>
/// <param name="Name">As the recipient sees it.</param>
/// <param name="Type">The media type, in lower case.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Digest">SHA-256 of the content, lower-case hex.</param>
/// <param name="Blob">Where the content is.</param>
/// <param name="Document">The document that it was made of; null where it came as a file.</param>
internal sealed record AttachmentRow(string Id, string Name, string Type, long Size, string Digest, string Blob, AttachedDocument? Document = null)
{
    public Attachment ForClient() => new() { Id = Id, Name = Name, Type = Type, Size = Size, Digest = Digest, Document = Document };
}
