using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailLocal.Sending;

/// <param name="Program">A full path; started as it stands, never through a shell.</param>
/// <param name="Arguments">Before ours.</param>
/// <param name="TemporaryMeansNotSent">See <see cref="ExitCodes"/>.</param>
internal sealed record SendmailCommand(string Program, IReadOnlyList<string> Arguments, bool TemporaryMeansNotSent)
{
    /// <summary>RFC 5321 section 4.5.3.2.6 lets a server take ten minutes over a message; a program that speaks to one waits as long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(11);

    /// <summary>What is kept of its words: enough for the sentence that says why.</summary>
    private const int LongestReason = 2000;

    /// <summary>What such programs need: to find themselves, their configuration and, for a password command, the user's key ring. Nothing else of ours.</summary>
    private static readonly string[] Allowed =
    [
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "GNUPGHOME", "MAIL_CONFIG",
        "SystemRoot", "USERPROFILE",
    ];

    /// <summary>One run. Never throws for what the program does, and is never cancelled: it may have sent.</summary>
    /// <param name="from">The envelope's sender.</param>
    /// <param name="recipients">The envelope's recipients.</param>
    /// <param name="message">With the system's line ends.</param>
    /// <param name="time">Measures <see cref="Patience"/>.</param>
    public async Task<SendmailResult> RunAsync(string from, IReadOnlyList<string> recipients, ReadOnlyMemory<byte> message, TimeProvider time)
    {
        using var process = new Process { StartInfo = StartInfo(from, recipients) };
        try
        {
            process.Start();
        }
        catch (Exception fault) when (fault is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return new(SubmitOutcome.Refused, MayRetry: true, $"{Path.GetFileName(Program)} could not be started: {fault.Message}", null);
        }

        using var patience = new CancellationTokenSource(Patience, time);
        var reason = ReadBoundedAsync(process.StandardError.BaseStream);
        var output = ReadBoundedAsync(process.StandardOutput.BaseStream);
        try
        {
            var tookAll = await GiveAsync(process.StandardInput.BaseStream, message, patience.Token);
            await process.WaitForExitAsync(patience.Token);
            // A child of it may hold the pipes open for ever (a queue runner): its words so far are enough.
            await Task.WhenAny(Task.WhenAll(reason, output), Task.Delay(TimeSpan.FromSeconds(1), time, patience.Token));
            var code = process.ExitCode;
            var (outcome, mayRetry) = ExitCodes.Judge(code, recipients.Count, tookAll, TemporaryMeansNotSent);
            return new(outcome, mayRetry, outcome == SubmitOutcome.Accepted ? null : Reason(code, reason.IsCompletedSuccessfully ? await reason : ""), code);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return new(SubmitOutcome.Unknown, MayRetry: false, $"{Path.GetFileName(Program)} did not end within {Patience.TotalMinutes:0} minutes and was stopped.", null);
        }
    }

    private ProcessStartInfo StartInfo(string from, IReadOnlyList<string> recipients)
    {
        var start = new ProcessStartInfo(Program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetPathRoot(Program)!,
        };
        // -i: a line with a single dot is text. -f: where bounces go. Behind -- nothing is an option, whatever an address begins with.
        foreach (var argument in (string[])[.. Arguments, "-i", "-f", from, "--", .. recipients])
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var name in Allowed)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>False where the program closed its input before the end.</summary>
    private static async Task<bool> GiveAsync(Stream input, ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        try
        {
            await using (input)
            {
                await input.WriteAsync(message, cancel);
                await input.FlushAsync(cancel);
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private string Reason(int code, string words)
    {
        var said = words.Length > 0 ? $": {words}" : ".";
        return $"{Path.GetFileName(Program)} ended with {code} ({ExitCodes.Name(code)}){said}";
    }

    /// <summary>Reads to the end so that the program never waits for us, and keeps the first of it as one line.</summary>
    private static async Task<string> ReadBoundedAsync(Stream stream)
    {
        var kept = new byte[LongestReason];
        var length = 0;
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer) is var read and > 0)
            {
                var fits = Math.Min(read, kept.Length - length);
                buffer.AsSpan(0, fits).CopyTo(kept.AsSpan(length));
                length += fits;
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // The pipe ended with the process: what was read is what there is.
        }

        var text = Encoding.UTF8.GetString(kept, 0, length);
        return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
    }
}

/// <param name="Outcome">What is proved.</param>
/// <param name="MayRetry">For a refusal.</param>
/// <param name="Reason">For a person; null where it was accepted.</param>
/// <param name="ExitCode">Null where it never started or never ended.</param>
internal sealed record SendmailResult(SubmitOutcome Outcome, bool MayRetry, string? Reason, int? ExitCode);
