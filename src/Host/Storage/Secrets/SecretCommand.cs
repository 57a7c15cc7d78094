using System.Diagnostics;

namespace Assistant.Host.Storage.Secrets;

/// <summary>Runs a system's own secret tool. Secrets go in by stdin, never by arguments, which other users can see.</summary>
internal static class SecretCommand
{
    /// <summary>A place that wants a person (a locked keyring's dialog) is not an answer; a start does not wait for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public readonly record struct Result(int ExitCode, string Output, string Error);

    /// <exception cref="SecretPlaceException">It is not there, or did not end in time.</exception>
    public static Result Run(string program, IReadOnlyList<string> arguments, string? input, string remedy)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            if (input is not null)
                process.StandardInput.Write(input);
            process.StandardInput.Close();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new SecretPlaceException($"{Path.GetFileName(program)} did not answer within {Patience.TotalSeconds} s.", remedy);
            }

            // A secret and a message fit a pipe's buffer, so that the tool never waits for us to read.
            return new Result(process.ExitCode, process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd());
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException)
        {
            throw new SecretPlaceException($"{program} cannot be run.", remedy, error);
        }
    }
}
