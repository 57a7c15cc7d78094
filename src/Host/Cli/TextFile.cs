using System.Text;

namespace Assistant.Host.Cli;

/// <summary>Files of text that the user names.</summary>
internal static class TextFile
{
    /// <param name="path">As typed.</param>
    /// <param name="most">The most bytes that make sense.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <returns>The text: UTF-8, or UTF-16 that says so with its first character.</returns>
    /// <exception cref="CliException">It cannot be read, or is no text: a PDF, a document of a word processor, an encoding that cannot be told.</exception>
    public static async Task<string> ReadAsync(string path, long most, CancellationToken cancel)
    {
        var bytes = await InputFile.ReadAsync(path, most, cancel);
        try
        {
            var text = EncodingOf(bytes).GetString(bytes).TrimStart('\uFEFF');
            return text.Contains('\0', StringComparison.Ordinal) ? throw NoText(path) : text;
        }
        catch (DecoderFallbackException error)
        {
            throw NoText(path, error);
        }
    }

    private static Encoding EncodingOf(byte[] bytes) => bytes switch
    {
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
    };

    private static CliException NoText(string path, Exception? inner = null) =>
        new(ExitCode.Usage, $"{path} is no text in UTF-8.", "Save it as text or Markdown in UTF-8.", inner);
}
