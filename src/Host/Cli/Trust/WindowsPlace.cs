using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Assistant.Host.Cli.Trust;

/// <summary>The user's own trusted roots on Windows. Windows asks the person itself before it adds or removes one.</summary>
/// <param name="label">What the authorities of one data folder are called there.</param>
[SupportedOSPlatform("windows")]
internal sealed class WindowsPlace(string label) : ITrustPlace
{
    public string Where => "CurrentUser\\Root";

    public string Readers => "Edge, Chrome, Firefox and the system, for this user";

    public ValueTask<IReadOnlyList<string>> TrustedAsync(CancellationToken cancel)
    {
        using var store = Open(OpenFlags.ReadOnly);
        return new([.. Ours(store).Select(Authority.FingerprintOf)]);
    }

    public ValueTask AddAsync(Authority authority, CancellationToken cancel)
    {
        Change(store =>
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(authority.Path);
            certificate.FriendlyName = label;
            store.Add(certificate);
        });
        return default;
    }

    public ValueTask RemoveAsync(string fingerprint, CancellationToken cancel)
    {
        Change(store =>
        {
            foreach (var certificate in Ours(store).Where(certificate => Authority.FingerprintOf(certificate) == fingerprint))
                store.Remove(certificate);
        });
        return default;
    }

    private IEnumerable<X509Certificate2> Ours(X509Store store) => store.Certificates.Where(certificate => certificate.FriendlyName == label);

    private static X509Store Open(OpenFlags flags)
    {
        var store = new X509Store(StoreName.Root, StoreLocation.CurrentUser);
        store.Open(flags);
        return store;
    }

    private void Change(Action<X509Store> change)
    {
        try
        {
            using var store = Open(OpenFlags.ReadWrite);
            change(store);
        }
        catch (CryptographicException error)
        {
            // A no in the system's own dialogue comes back so, too.
            throw new CliException(ExitCode.Failed, $"Windows did not change {Where}: {error.Message}", "Say yes in the dialogue that Windows shows.", error);
        }
    }
}
