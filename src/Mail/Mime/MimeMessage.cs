using Assistant.Mail.Html;

namespace Assistant.Mail.Mime;

/// <summary>
/// A message read from bytes (RFC 5322, 2045 to 2047, 2231, 6532). Reading never throws: whatever is wrong is in <see cref="Problems"/> with
/// its place, and the rest is read as well as it can be. Work grows linearly with the length.
/// </summary>
public sealed class MimeMessage
{
    private MimeMessage(MimePart root, MimeWork work, int length)
    {
        (Root, Problems, Steps, Length) = (root, work.Problems, work.Steps, length);
    }

    public MimePart Root { get; }

    public HeaderBlock Headers => Root.Headers;

    public IReadOnlyList<MailProblem> Problems { get; }

    /// <summary>Bytes looked at over all passes.</summary>
    internal long Steps { get; }

    internal int Length { get; }

    public string? Subject => Headers.Subject;

    /// <summary>The first text/plain that is no attachment, line ends as LF; null where there is none.</summary>
    public string? TextBody => Body("text/plain")?.DecodeText();

    /// <summary>The first text/html that is no attachment; null where there is none.</summary>
    public string? HtmlBody => Body("text/html")?.DecodeText();

    /// <summary>What to read as text: the plain body, else the words of the HTML body, else empty.</summary>
    public string ReadableText => TextBody ?? (HtmlBody is { } html ? HtmlText.ToPlain(html) : "");

    /// <summary>What a person who is shown the message reads: the plain body, else the words of the HTML body without those that its style hides.</summary>
    public SweptText VisibleText => TextBody is { } text ? new SweptText(text, false, []) : HtmlBody is { } html ? VisibleHtml.OfBody(html) : new SweptText("", false, []);

    public IEnumerable<MimePart> Attachments => Root.Walk().Where(p => p.IsAttachment);

    public static MimeMessage Parse(ReadOnlyMemory<byte> bytes)
    {
        var work = new MimeWork();
        if (bytes.Length > MimeLimits.MessageBytes)
        {
            work.Report("", "the message is longer than is read");
            bytes = bytes[..MimeLimits.MessageBytes];
        }

        return new MimeMessage(MimeReader.Read(bytes, work), work, bytes.Length);
    }

    private MimePart? Body(string mediaType) => Root.Walk().FirstOrDefault(p => p.ContentType.MediaType == mediaType && p.Children.Count == 0 && !p.IsAttachment);
}
