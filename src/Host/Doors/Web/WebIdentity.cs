using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Assistant.Host.Doors.Web;

/// <summary>What the door shows to browsers: its certificate with the key, and the authority that they must trust.</summary>
/// <param name="Leaf">With its key.</param>
/// <param name="Authority">Without one: it is gone.</param>
/// <param name="Pem">All of it, as it is kept.</param>
internal sealed record WebIdentity(X509Certificate2 Leaf, X509Certificate2 Authority, string Pem)
{
    /// <summary>SHA-256 of the authority's certificate, upper-case hex.</summary>
    public string Fingerprint { get; } = Authority.GetCertHashString(HashAlgorithmName.SHA256);

    public DateTimeOffset From { get; } = Validity(Leaf).From;

    public DateTimeOffset Expires { get; } = Validity(Leaf).To;

    public byte[] AuthorityPem => Encoding.ASCII.GetBytes(Authority.ExportCertificatePem() + "\n");

    public static WebIdentity Of(string leaf, string key, string authority)
    {
        using var keyed = X509Certificate2.CreateFromPem(leaf, key);
        return new WebIdentity(Usable(keyed), X509Certificate2.CreateFromPem(authority), $"{leaf}\n{key}\n{authority}\n");
    }

    /// <summary>Null where the text is not what <see cref="Pem"/> was, or its parts do not belong together.</summary>
    public static WebIdentity? Parse(string pem)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(pem);
            if (certificates.Count != 2 || !certificates[0].IssuerName.RawData.AsSpan().SequenceEqual(certificates[1].SubjectName.RawData))
                return null;
            using var keyed = X509Certificate2.CreateFromPem(pem, pem);
            return new WebIdentity(Usable(keyed), certificates[1], pem);
        }
        catch (Exception error) when (error is CryptographicException or AsnContentException)
        {
            return null;
        }
    }

    // RFC 5280, 4.1: after version, serial number, algorithm and issuer. NotBefore and NotAfter say the same through local time and culture data, which
    // costs a host that is otherwise idle more than a megabyte of tables.
    private static (DateTimeOffset From, DateTimeOffset To) Validity(X509Certificate2 certificate)
    {
        var body = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        for (var before = 0; before < 4; before++)
            body.ReadEncodedValue();
        var validity = body.ReadSequence();
        return (Time(validity), Time(validity));
    }

    private static DateTimeOffset Time(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.GeneralizedTime) ? reader.ReadGeneralizedTime() : reader.ReadUtcTime();

    // Schannel wants a key that it can find again, which one that came from a PEM is not.
    private static X509Certificate2 Usable(X509Certificate2 keyed) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(keyed.Export(X509ContentType.Pkcs12), null)
        : new X509Certificate2(keyed);
}
