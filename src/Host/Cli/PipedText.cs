using System.Text;
using Assistant.Host.Cli.Terminal;

namespace Assistant.Host.Cli;

/// <summary>Standard input as text.</summary>
internal static class PipedText
{
    /// <exception cref="CliException">It is longer than makes sense.</exception>
    public static async Task<string> ReadAsync(Stream input, long most, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await input.ReadAsync(chunk, cancel)) > 0;)
        {
            await all.WriteAsync(chunk.AsMemory(0, read), cancel);
            if (all.Length > most)
                throw new CliException(ExitCode.Usage, $"Standard input has more than {Shown.Size(most)}.", "Leave out what is not needed.");
        }

        return Encoding.UTF8.GetString(all.GetBuffer(), 0, (int)all.Length).TrimStart('\uFEFF');
    }
}
