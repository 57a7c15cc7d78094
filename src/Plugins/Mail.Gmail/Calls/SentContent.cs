using System.Net;
using System.Net.Http.Headers;

namespace Assistant.Plugins.MailGmail.Calls;

/// <summary>
/// Bytes that know whether all of them were given to the connection. While some are missing, the far side cannot have the whole request, whatever
/// becomes of the connection: that is the proof on which a refusal after a reset rests.
/// </summary>
internal sealed class SentContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _bytes;

    public SentContent(ReadOnlyMemory<byte> bytes, string mediaType)
    {
        _bytes = bytes;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    /// <summary>From here on the far side may have it.</summary>
    public bool IsAllGiven { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The last byte is what completes the request: it counts as given before it is tried.
        if (_bytes.Length > 1)
        {
            await stream.WriteAsync(_bytes[..^1], cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }

        IsAllGiven = true;
        await stream.WriteAsync(_bytes.Length > 0 ? _bytes[^1..] : _bytes, cancellationToken);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
