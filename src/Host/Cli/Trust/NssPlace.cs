using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Assistant.Host.Cli.Machine;

namespace Assistant.Host.Cli.Trust;

/// <summary>A certificate database of NSS, which Chromium and Firefox read on Linux, changed by <c>certutil</c>.</summary>
/// <param name="programs">Runs it.</param>
/// <param name="certutil">Where it is.</param>
/// <param name="folder">The folder of <c>cert9.db</c>; made where it is missing.</param>
/// <param name="readers">Who reads it.</param>
/// <param name="label">What the authorities of one data folder are called there; their fingerprint's beginning follows.</param>
internal sealed partial class NssPlace(IPrograms programs, string certutil, string folder, string readers, string label) : ITrustPlace
{
    // "C" in the first column: may vouch for servers, and for nothing else.
    private const string ServerAuthority = "C,,";

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const int ShownDigits = 16;

    public string Where => folder;

    public string Readers => readers;

    private bool Exists => File.Exists(Path.Combine(folder, "cert9.db"));

    public async ValueTask<IReadOnlyList<string>> TrustedAsync(CancellationToken cancel)
    {
        var found = new List<string>();
        foreach (var (name, trust) in Exists ? await ListAsync(cancel) : [])
        {
            if (trust.StartsWith('C') && await FingerprintAsync(name, cancel) is { } fingerprint)
                found.Add(fingerprint);
        }

        return found;
    }

    public async ValueTask AddAsync(Authority authority, CancellationToken cancel)
    {
        if (!Exists)
            await CreateAsync(cancel);
        var name = NameOf(authority.Fingerprint);
        var added = await RunAsync(["-A", "-t", ServerAuthority, "-n", name, "-i", authority.Path], cancel);
        if (added.Succeeded)
            return;
        // It puts the certificate in before it finds that it may not mark it as trusted.
        await RunAsync(["-D", "-n", name], cancel);
        throw Failed(added);
    }

    public async ValueTask RemoveAsync(string fingerprint, CancellationToken cancel)
    {
        foreach (var (name, _) in Exists ? await ListAsync(cancel) : [])
        {
            if (await FingerprintAsync(name, cancel) == fingerprint && await RunAsync(["-D", "-n", name], cancel) is { Succeeded: false } failed)
                throw Failed(failed);
        }
    }

    private string NameOf(string fingerprint) => $"{label} {fingerprint[..ShownDigits]}";

    private async ValueTask CreateAsync(CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Private);
        if (await RunAsync(["-N", "--empty-password"], cancel) is { Succeeded: false } failed)
            throw Failed(failed);
    }

    private async ValueTask<List<(string Name, string Trust)>> ListAsync(CancellationToken cancel)
    {
        var listed = await RunAsync(["-L"], cancel);
        if (!listed.Succeeded)
            throw Failed(listed);
        return [.. Row().Matches(listed.Out).Select(row => (row.Groups["name"].Value, row.Groups["trust"].Value)).Where(row => row.Item1.StartsWith(label + " ", StringComparison.Ordinal))];
    }

    private async ValueTask<string?> FingerprintAsync(string name, CancellationToken cancel)
    {
        var shown = await RunAsync(["-L", "-n", name, "-a"], cancel);
        if (!shown.Succeeded)
            return null;
        using var certificate = X509Certificate2.CreateFromPem(shown.Out);
        return Authority.FingerprintOf(certificate);
    }

    // An empty password file, or certutil would ask for a database's password on the terminal, over what stands there.
    private ValueTask<ProgramResult> RunAsync(string[] arguments, CancellationToken cancel) =>
        programs.RunAsync(certutil, [.. arguments, "-d", "sql:" + folder, .. arguments[0] is "-L" or "-N" ? Array.Empty<string>() : ["-f", "/dev/null"]], cancel);

    private CliException Failed(ProgramResult result) => result.Error.Contains("BAD_PASSWORD", StringComparison.Ordinal)
        ? new CliException(ExitCode.NeedsSetup, $"{folder} is guarded by a password of yours, which is not asked for here.", $"Import the authority's file by hand, in the browser's settings under its authorities; {CommandLine.Program} web status names the file.")
        : new CliException(ExitCode.Failed, $"{folder} could not be changed: {result.Reason}", "Check that it is yours and can be written, and that its disk has room.");

    [GeneratedRegex(@"^(?<name>\S.*?)\s+(?<trust>[a-zA-Z]*,[a-zA-Z]*,[a-zA-Z]*)\s*$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
