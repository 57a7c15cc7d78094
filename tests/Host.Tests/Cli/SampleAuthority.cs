using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Assistant.Host.Cli.Trust;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

/// <summary>A certificate authority as a host makes one: a file, and what <c>web/status</c> says of it.</summary>
internal static class SampleAuthority
{
    /// <summary>A new one at a path, in place of what was there.</summary>
    public static WebStatus Make(string path, bool enabled = true)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Assistant authority {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        using var certificate = request.CreateSelfSigned(Samples.Noon.AddDays(-1), Samples.Noon.AddDays(800));
        File.WriteAllText(path, certificate.ExportCertificatePem());
        return Status(enabled, new WebCertificate { AuthorityPath = path, AuthorityFingerprint = Authority.FingerprintOf(certificate), Expires = Samples.Noon.AddDays(800), NeedsTrust = true });
    }

    public static WebStatus Status(bool enabled, WebCertificate? certificate = null) =>
        new() { Enabled = enabled, Open = enabled, Origin = enabled ? "https://localhost:47613" : null, Certificate = certificate, HasPages = true, Connections = 0 };
}
