using System.Text;

namespace Assistant.Host.Records.Import;

/// <summary>The text of a CSV file as spreadsheets write it: UTF-8 or UTF-16 with a mark, UTF-8 without, else Windows-1252, which every byte is.</summary>
internal static class CsvText
{
    private const int Chunk = 64 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="bytes">Seekable, at its beginning; stays open.</param>
    public static StreamReader Open(Stream bytes)
    {
        var encoding = IsUtf8(bytes) ? Strict : CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        bytes.Position = 0;
        return new StreamReader(bytes, encoding, detectEncodingFromByteOrderMarks: true, Chunk, leaveOpen: true);
    }

    private static bool IsUtf8(Stream bytes)
    {
        var decoder = Strict.GetDecoder();
        var chunk = new byte[Chunk];
        var chars = new char[Strict.GetMaxCharCount(Chunk)];
        try
        {
            while (true)
            {
                var read = bytes.Read(chunk);
                decoder.GetChars(chunk.AsSpan(0, read), chars, flush: read == 0);
                if (read == 0)
                    return true;
            }
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
