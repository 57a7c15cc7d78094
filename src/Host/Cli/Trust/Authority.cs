using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Assistant.Host.Cli.Trust;

/// <summary>A host's certificate authority: it vouches for localhost alone, and its key is gone.</summary>
/// <param name="Path">Its file, PEM.</param>
/// <param name="Fingerprint">SHA-256, upper-case hex.</param>
internal sealed record Authority(string Path, string Fingerprint)
{
    /// <summary>Reads the file that a host named, and checks that it is the one it meant.</summary>
    /// <exception cref="CliException">It is not.</exception>
    public static Authority Read(string path, string fingerprint)
    {
        string found;
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            found = FingerprintOf(certificate);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CliException(ExitCode.Failed, $"The host's certificate authority cannot be read: {error.Message}", $"{CommandLine.Program} web renew makes a new one.", error);
        }

        return string.Equals(found, fingerprint, StringComparison.OrdinalIgnoreCase)
            ? new Authority(path, found)
            : throw new CliException(ExitCode.Conflict, $"{path} is not the authority that the host uses, so nothing was trusted.", $"{CommandLine.Program} web renew makes a new one.");
    }

    public static string FingerprintOf(X509Certificate2 certificate) => Convert.ToHexString(SHA256.HashData(certificate.RawData));
}
