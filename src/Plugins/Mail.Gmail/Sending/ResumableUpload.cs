using System.Globalization;
using System.Net;
using Assistant.Plugins.MailGmail.Calls;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailGmail.Sending;

/// <summary>
/// An upload in pieces. Gmail acts when it has the last byte and not before: until then nothing was sent, and afterwards the same address tells what
/// became of it, also after a crash.
/// </summary>
internal sealed class ResumableUpload(GmailApi api)
{
    // A multiple of 256 KiB, as Google demands; large enough that round trips do not count.
    private const int Piece = 8 * 1024 * 1024;

    // Google's sign that it wants more.
    private const HttpStatusCode More = (HttpStatusCode)308;

    // A piece may be taken in part; without end would be a server that takes nothing.
    private const int MostRounds = 64;

    private readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <summary>Opens one, and tells the access token that it was opened with. Nothing is sent by that.</summary>
    /// <exception cref="GmailException">Gmail does not open it.</exception>
    public ValueTask<(Uri Session, string Token)> OpenAsync(string path, ReadOnlyMemory<byte> json, long size, int units, CancellationToken cancel) =>
        api.FreshAsync(async token => (await OpenOnceAsync(path, json, size, units, token), token), cancel);

    private async ValueTask<Uri> OpenOnceAsync(string path, ReadOnlyMemory<byte> json, long size, int units, string accessToken)
    {
        var content = new SentContent(json, "application/json");
        HttpResponseMessage answer;
        try
        {
            answer = await api.OnceAsync(HttpMethod.Post, new Uri(api.UploadAddress(path) + "?uploadType=resumable"), content, request =>
            {
                request.Headers.Add("X-Upload-Content-Type", "message/rfc822");
                request.Headers.Add("X-Upload-Content-Length", size.ToString(CultureInfo.InvariantCulture));
            }, units, accessToken);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            throw new GmailException(GmailFault.Connection, fault is HttpRequestException broken ? Transport.Words(broken) : "Google did not answer in time", null, fault);
        }

        using (answer)
        {
            var body = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode)
                throw api.Error(answer, body);
            // The token and the mail go only where Gmail is.
            return answer.Headers.Location is { } session && api.IsOurs(session) ? session : throw new GmailException(GmailFault.Server, "Gmail named no place to upload to");
        }
    }

    /// <summary>Gives all pieces. The answer to the last, or what was thrown in its stead, with the piece that was on its way.</summary>
    /// <param name="session">From <see cref="OpenAsync"/>.</param>
    /// <param name="message">The whole of it.</param>
    /// <param name="accessToken">Got before.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Heard between pieces, before the last.</param>
    public async ValueTask<UploadEnd> RunAsync(Uri session, ReadOnlyMemory<byte> message, string accessToken, IProgress<UploadProgress>? progress, CancellationToken cancel)
    {
        var offset = 0;
        for (var round = 0; round < MostRounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            var start = offset;
            var count = Math.Min(Piece, message.Length - offset);
            var isLast = offset + count == message.Length;
            var content = new SentContent(message.Slice(offset, count), "message/rfc822", given => progress?.Report(new UploadProgress(start + given, message.Length)));
            var range = string.Create(CultureInfo.InvariantCulture, $"bytes {offset}-{offset + count - 1}/{message.Length}");
            try
            {
                var answer = await api.OnceAsync(HttpMethod.Put, session, content, _ => content.Headers.Add("Content-Range", range), 0, accessToken);
                if (answer.StatusCode != More)
                    return new UploadEnd(answer, null, content, isLast);
                using (answer)
                    offset = Taken(answer) is { } taken && taken > offset && taken <= message.Length ? taken : offset + (isLast ? 0 : count);
            }
            catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
            {
                return new UploadEnd(null, fault, content, isLast);
            }
        }

        return new UploadEnd(null, new HttpRequestException("Gmail takes no more of the upload."), new SentContent(default, "message/rfc822"), false);
    }

    /// <summary>What became of an upload: its message; null with <c>IsOpen</c> where Gmail still waits for bytes, and then nothing was sent.</summary>
    /// <exception cref="GmailException">There was no answer, or none that says.</exception>
    public ValueTask<(GmailMessage? Message, bool IsOpen)> StatusAsync(Uri session, long size, CancellationToken cancel) =>
        api.FreshAsync(token => StatusOnceAsync(session, size, token), cancel);

    private async ValueTask<(GmailMessage? Message, bool IsOpen)> StatusOnceAsync(Uri session, long size, string accessToken)
    {
        var content = new SentContent(default, "message/rfc822");
        HttpResponseMessage answer;
        try
        {
            using var limit = new CancellationTokenSource(_patience);
            answer = await api.OnceAsync(HttpMethod.Put, session, content, _ => content.Headers.Add("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes */{size}")), 0, accessToken).AsTask().WaitAsync(limit.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            throw new GmailException(GmailFault.Connection, "the upload could not be asked about", null, fault);
        }

        using (answer)
        {
            if (answer.StatusCode == More)
                return (null, Taken(answer) is not { } taken || taken < size);
            var body = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode ? (SendAnswers.Taken(body), false) : throw api.Error(answer, body);
        }
    }

    // From "Range: bytes=0-524287".
    private static int? Taken(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Range", out var values) && values.FirstOrDefault() is { } range && range.LastIndexOf('-') is > 0 and var dash
        && int.TryParse(range.AsSpan(dash + 1), CultureInfo.InvariantCulture, out var last) ? last + 1 : null;
}

/// <param name="Answer">Null where none came.</param>
/// <param name="Fault">Why none came.</param>
/// <param name="Content">The piece that was on its way.</param>
/// <param name="IsLast">It was the piece that sends.</param>
internal sealed record UploadEnd(HttpResponseMessage? Answer, Exception? Fault, SentContent Content, bool IsLast)
{
    /// <summary>Google knows the upload no more, and never had all of it: whatever it was for did not happen.</summary>
    public bool IsForgotten => !IsLast && Answer?.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone;
}
