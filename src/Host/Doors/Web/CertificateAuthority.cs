using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Assistant.Host.Doors.Web;

/// <summary>
/// An authority of this installation alone, which signs one certificate and whose key is then gone: whoever trusts it trusts that certificate and
/// can never be shown another. Its name constraints (RFC 5280, 4.2.1.10) say the same once more: localhost and the loopback addresses, nothing else.
/// </summary>
internal static class CertificateAuthority
{
    /// <summary>Apple's limit is 825 days for what a user trusts; renewing leaves time for a holiday.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(800);

    // A clock that is set back a little must not make a new certificate one of the future.
    private static readonly TimeSpan Backdated = TimeSpan.FromHours(1);

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string NameConstraints = "2.5.29.30";

    // GeneralName's tags (RFC 5280, 4.2.1.6), and permittedSubtrees'.
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag IpAddress = new(TagClass.ContextSpecific, 7);
    private static readonly Asn1Tag Permitted = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>A new authority and its one certificate, with the certificate's key.</summary>
    public static WebIdentity Make(DateTimeOffset now)
    {
        var (from, to) = (now - Backdated, now - Backdated + Lifetime);
        var mark = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = Authority(mark, authorityKey).CreateSelfSigned(from, to);
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var leaf = Leaf(leafKey, authority).Create(authority, from, to, Serial());
        return WebIdentity.Of(leaf.ExportCertificatePem(), leafKey.ExportPkcs8PrivateKeyPem(), authority.ExportCertificatePem());
    }

    private static CertificateRequest Authority(string mark, ECDsa key)
    {
        var request = new CertificateRequest($"CN=Assistant on this computer ({mark})", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(Constraints());
        return request;
    }

    private static CertificateRequest Leaf(ECDsa key, X509Certificate2 authority)
    {
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build(critical: false));
        return request;
    }

    private static X509Extension Constraints()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(Permitted))
        {
            Subtree(writer, static inner => inner.WriteCharacterString(UniversalTagNumber.IA5String, "localhost", DnsName));
            // An address and its mask: 127.0.0.0/8, and ::1 alone.
            Subtree(writer, static inner => inner.WriteOctetString([127, 0, 0, 0, 255, 0, 0, 0], IpAddress));
            Subtree(writer, static inner => inner.WriteOctetString([.. IPAddress.IPv6Loopback.GetAddressBytes(), .. Enumerable.Repeat((byte)255, 16)], IpAddress));
        }

        return new X509Extension(NameConstraints, writer.Encode(), critical: true);
    }

    private static void Subtree(AsnWriter writer, Action<AsnWriter> name)
    {
        using (writer.PushSequence())
            name(writer);
    }

    // RFC 5280, 4.1.2.2: positive, and not guessable.
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
