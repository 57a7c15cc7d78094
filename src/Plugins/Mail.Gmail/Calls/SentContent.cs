using System.Net;
using System.Net.Http.Headers;

namespace Assistant.Plugins.MailGmail.Calls;

/// <summary>
/// Bytes that know whether all of them were given to the connection. While some are missing, the far side cannot have the whole request, whatever
/// becomes of the connection: that is the proof on which a refusal after a reset rests.
/// </summary>
internal sealed class SentContent : HttpContent
{
    // A tenth of a second of a slow line.
    private const int Slice = 64 * 1024;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Action<int>? _given;

    /// <param name="bytes">The body.</param>
    /// <param name="mediaType">Its type.</param>
    /// <param name="given">Told from time to time how many of them were given to the connection.</param>
    public SentContent(ReadOnlyMemory<byte> bytes, string mediaType, Action<int>? given = null)
    {
        (_bytes, _given) = (bytes, given);
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    /// <summary>From here on the far side may have it.</summary>
    public bool IsAllGiven { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The last byte is what completes the request: it counts as given before it is tried.
        for (var offset = 0; offset < _bytes.Length - 1; offset += Slice)
        {
            var end = Math.Min(offset + Slice, _bytes.Length - 1);
            await stream.WriteAsync(_bytes[offset..end], cancellationToken);
            await stream.FlushAsync(cancellationToken);
            _given?.Invoke(end);
        }

        IsAllGiven = true;
        await stream.WriteAsync(_bytes.Length > 0 ? _bytes[^1..] : _bytes, cancellationToken);
        _given?.Invoke(_bytes.Length);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
