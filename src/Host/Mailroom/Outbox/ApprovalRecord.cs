using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Assistant.Mail.Mime;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>
/// What an approval is a yes to, in one canonical form. The approved hash is the SHA-256 of these bytes, in lower-case hex:
/// <code>
/// record     := "assistant approval" (18 ASCII bytes)  version:u8 = 1  field x 12, each once, in this order
/// field      := tag:u8 value
///   1 account       text             our id of the account
///   2 from          mailbox
///   3 to            list of mailbox  in the message's order
///   4 cc            list of mailbox
///   5 bcc           list of text     addresses alone: their names go nowhere
///   6 reply-to      list of mailbox
///   7 subject       text             decoded
///   8 text          text             line ends LF, the last line ended
///   9 html          text             the same
///  10 attachments   list of file     in the message's order
///  11 list headers  list of header   List-* fields in the message's order
///  12 parent        parent
/// text       := length:u32 bytes     UTF-8; a text that has no UTF-8 form is refused, so that no two texts have the same bytes
/// list of X  := count:u32 X*
/// mailbox    := named:u8 (0 or 1)  name:text, only where named  address:text
/// file       := name:text  type:text  digest:32 bytes (SHA-256 of the content)
/// header     := name:text  value:text
/// parent     := 0:u8 | 1:u8 our outbox id:text | 2:u8 Message-ID:text
/// u32 is big-endian.
/// </code>
/// Every value has its length before it, so no value can run into the next. Addresses are in the form they are sent in (the domain in ASCII),
/// so that two domains which only look alike differ. Date and Message-ID are set when the message is claimed, and are no part of it.
/// </summary>
internal sealed record ApprovalRecord
{
    public const byte Version = 1;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public required string AccountId { get; init; }

    public required Mailbox From { get; init; }

    public required IReadOnlyList<Mailbox> To { get; init; }

    public required IReadOnlyList<Mailbox> Cc { get; init; }

    public required IReadOnlyList<string> Bcc { get; init; }

    public required IReadOnlyList<Mailbox> ReplyTo { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    public required IReadOnlyList<ApprovedFile> Attachments { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> ListHeaders { get; init; }

    public ParentRef? Parent { get; init; }

    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encode()));

    public byte[] Encode()
    {
        var writer = new Writer();
        writer.Raw("assistant approval"u8);
        writer.Byte(Version);
        writer.Byte(1);
        writer.Text(AccountId);
        writer.Byte(2);
        writer.Mailbox(From);
        writer.List(3, To, static (w, m) => w.Mailbox(m));
        writer.List(4, Cc, static (w, m) => w.Mailbox(m));
        writer.List(5, Bcc, static (w, a) => w.Text(a));
        writer.List(6, ReplyTo, static (w, m) => w.Mailbox(m));
        writer.Byte(7);
        writer.Text(Subject);
        writer.Byte(8);
        writer.Text(Text);
        writer.Byte(9);
        writer.Text(Html);
        writer.List(10, Attachments, static (w, f) => w.File(f));
        writer.List(11, ListHeaders, static (w, h) => w.Header(h));
        writer.Byte(12);
        writer.Parent(Parent);
        return writer.ToArray();
    }

    private sealed class Writer
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();

        public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

        public void Raw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

        public void Byte(byte value) => _bytes.Write([value]);

        public void Number(int value)
        {
            Span<byte> bytes = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(bytes, value);
            _bytes.Write(bytes);
        }

        public void Text(string value)
        {
            var bytes = Strict.GetBytes(value);
            Number(bytes.Length);
            _bytes.Write(bytes);
        }

        public void List<T>(byte tag, IReadOnlyList<T> items, Action<Writer, T> write)
        {
            Byte(tag);
            Number(items.Count);
            foreach (var item in items)
                write(this, item);
        }

        public void Mailbox(Mailbox mailbox)
        {
            Byte(mailbox.Name is null ? (byte)0 : (byte)1);
            if (mailbox.Name is { } name)
                Text(name);
            Text(mailbox.Address);
        }

        public void File(ApprovedFile file)
        {
            Text(file.Name);
            Text(file.Type);
            var digest = Convert.FromHexString(file.Digest);
            if (digest.Length != SHA256.HashSizeInBytes)
                throw new ArgumentException("A file's digest is a SHA-256.", nameof(file));
            Raw(digest);
        }

        public void Header(KeyValuePair<string, string> header)
        {
            Text(header.Key);
            Text(header.Value);
        }

        public void Parent(ParentRef? parent)
        {
            if (parent?.OutboxId is { } ours)
            {
                Byte(1);
                Text(ours);
            }
            else if (parent?.MessageId is { } theirs)
            {
                Byte(2);
                Text(theirs);
            }
            else
                Byte(0);
        }
    }
}

/// <param name="Name">As the recipient sees it.</param>
/// <param name="Type">The media type, in lower case.</param>
/// <param name="Digest">SHA-256 of the content, lower-case hex.</param>
internal sealed record ApprovedFile(string Name, string Type, string Digest);
