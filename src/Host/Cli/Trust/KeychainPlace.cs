using System.Security.Cryptography.X509Certificates;
using Assistant.Host.Cli.Machine;

namespace Assistant.Host.Cli.Trust;

/// <summary>The user's login keychain on macOS, changed by <c>security</c>, which asks the person itself.</summary>
/// <param name="programs">Runs it.</param>
/// <param name="keychain">The keychain's file.</param>
/// <param name="record">Which authorities this data folder had trusted: a keychain keeps no name of ours.</param>
internal sealed class KeychainPlace(IPrograms programs, string keychain, TrustRecord record) : ITrustPlace
{
    private const string Security = "/usr/bin/security";

    public string Where => keychain;

    public string Readers => "Safari, Chrome, Firefox and the system, for this user";

    public async ValueTask<IReadOnlyList<string>> TrustedAsync(CancellationToken cancel)
    {
        var known = record.Fingerprints;
        if (known.Count == 0)
            return [];
        var listed = await programs.RunAsync(Security, ["find-certificate", "-a", "-p", keychain], cancel);
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(listed.Out);
        return [.. certificates.Select(Authority.FingerprintOf).Where(known.Contains).Distinct()];
    }

    public async ValueTask AddAsync(Authority authority, CancellationToken cancel)
    {
        // For servers alone, and for this user alone: without -d it is no setting of the whole machine.
        var added = await programs.RunAsync(Security, ["add-trusted-cert", "-r", "trustRoot", "-p", "ssl", "-k", keychain, authority.Path], cancel);
        if (!added.Succeeded)
            throw Failed(added);
        record.Add(authority.Fingerprint);
    }

    public async ValueTask RemoveAsync(string fingerprint, CancellationToken cancel)
    {
        // -t takes its trust settings with it.
        var removed = await programs.RunAsync(Security, ["delete-certificate", "-t", "-Z", fingerprint, keychain], cancel);
        if (!removed.Succeeded)
            throw Failed(removed);
        record.Remove(fingerprint);
    }

    private CliException Failed(ProgramResult result) => new(ExitCode.Failed, $"macOS did not change {keychain}: {result.Reason}", "Say yes in the dialogue that macOS shows.");
}
