using System.Security.Cryptography;
using System.Text;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>A posting as it came: its bytes, and what they say as text.</summary>
internal sealed record PostingSource(Content Content, ReadOnlyMemory<byte> Bytes, string Text, string MediaType)
{
    private const string Html = "text/html";

    private const string Json = "application/json";

    private const string Plain = "text/plain";

    /// <summary>Lower-case hex of SHA-256: the same source has the same.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Bytes.Span));

    /// <summary>A name for the file that it is kept as.</summary>
    public string FileName => "posting" + (MediaType switch { Html => ".html", Json => ".json", _ => ".txt" });

    /// <exception cref="RpcException">Invalid or limit: there is nothing, too much, or no text.</exception>
    public static async ValueTask<PostingSource> OpenAsync(ContentReader contents, Content? content, string? text, string? mediaType, CancellationToken cancel)
    {
        if ((content is null) == (text is null))
            throw RpcException.Invalid("$.source", content is null ? "is missing" : "is given beside text", "Give the source or the text, one of the two.");
        if (text is not null)
        {
            var typed = Encoding.UTF8.GetBytes(text);
            if (typed.Length > Content.InlineLimit)
                throw TooLarge("textBytes", Content.InlineLimit, $"A posting that is typed has at most {Content.InlineLimit >> 10} KiB. Give it as a file.");
            content = new Content { Bytes = typed, Size = typed.Length };
        }

        if (content!.Size is < 0 or > PostingLimits.Size)
            throw TooLarge("postingBytes", PostingLimits.Size, $"A posting has at most {PostingLimits.Size >> 20} MiB. Save the posting alone, or copy its text.");
        var bytes = await ReadAsync(contents, content, cancel);
        var read = text ?? SourceText.Read(bytes.Span, mediaType) ?? throw RpcException.Invalid("$.source", "is no text", "Give a page, JSON or plain text; of a PDF or a Word file copy the text.");
        if (string.IsNullOrWhiteSpace(read))
            throw RpcException.Invalid(text is null ? "$.source" : "$.text", "is empty", "Give the posting.");
        return new PostingSource(content, bytes, read, TypeOf(read));
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(ContentReader contents, Content content, CancellationToken cancel)
    {
        try
        {
            return await contents.ReadAsync(content, cancel);
        }
        catch (InvalidDataException error)
        {
            throw RpcException.Invalid("$.source", error.Message, "Give the bytes, or the handle of a finished upload, and how many bytes there are.");
        }
    }

    private static string TypeOf(string text)
    {
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        return start is ['{' or '[', ..] ? Json : PostingReader.IsHtml(start) ? Html : Plain;
    }

    private static RpcException TooLarge(string limit, int most, string message) =>
        new(RpcErrorCode.Limit, message, new RpcLimitData { Limit = limit, Maximum = most });
}
