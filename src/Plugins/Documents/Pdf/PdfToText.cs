using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Assistant.Plugins.Documents.Pdf;

/// <summary>One run of poppler's <c>pdftotext</c>, bounded in time, in pages and in what it may say.</summary>
internal static class PdfToText
{
    private const string Program = "pdftotext";

    // What a shell answers where there is no such program (POSIX, 2.8.2).
    private const int NotFound = 127;

    private const string NothingReads = "is a PDF, and nothing here reads those";
    private const string Install = "Install poppler-utils (its pdftotext reads PDF files), or add the DOCX that it was made from, or the text itself.";

    // A document of three hundred pages takes a second.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    // A file of three hundred pages takes a tenth of it; more than this is asked for by one that was made to.
    private const int MostMemoryKilobytes = 1024 * 1024;

    private const int MostPages = 300;
    private const int MostOutput = 4 * 1024 * 1024;

    /// <exception cref="Protocol.JsonRpc.RpcException">It is not installed, or could not read the file.</exception>
    public static async Task<string> RunAsync(byte[] pdf, CancellationToken cancel)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(Longest);
        using var process = Start();
        try
        {
            var written = WriteAsync(process, pdf, late.Token);
            var said = ReadAsync(process.StandardOutput.BaseStream, late.Token);
            var complaint = ReadAsync(process.StandardError.BaseStream, late.Token);
            var text = await said;
            await written;
            await process.WaitForExitAsync(late.Token);
            return process.ExitCode switch
            {
                0 => text,
                NotFound => throw Unreadable.Because(NothingReads, Install),
                _ => throw Refused(await complaint),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw Unreadable.Because($"takes longer than {Longest.TotalSeconds} seconds to read", "Add the DOCX that it was made from, or the text itself.");
        }
        finally
        {
            // Also where it ended: there is nothing left to kill then.
            process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start()
    {
        // The shell bounds its memory and becomes it; Windows has no such word.
        var isBounded = !OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(isBounded ? "/bin/sh" : Program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true };
        foreach (var argument in (string[])[.. isBounded ? (string[])["-c", $"ulimit -v {MostMemoryKilobytes}; exec {Program} \"$@\"", Program] : [], "-q", "-enc", "UTF-8", "-nopgbrk", "-l", $"{MostPages}", "-", "-"])
            start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw Unreadable.Because(NothingReads, Install, error);
        }
    }

    private static async Task WriteAsync(Process process, byte[] pdf, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(pdf, cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has read enough to know that it is none; what it says tells why.
        }
    }

    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(chunk, cancel)) > 0;)
        {
            // The rest is read all the same, so that the program can end.
            if (all.Length < MostOutput)
                await all.WriteAsync(chunk.AsMemory(0, read), cancel);
        }

        return Encoding.UTF8.GetString(all.GetBuffer(), 0, (int)all.Length);
    }

    private static Protocol.JsonRpc.RpcException Refused(string complaint) => complaint.Contains("password", StringComparison.OrdinalIgnoreCase)
        ? Unreadable.Because("has a password", "Save it without one, and add that file.")
        : Unreadable.Because("is damaged, or no PDF");
}
