using System.Text;
using Assistant.Host.Storage;

namespace Assistant.Host.Doors.Web;

/// <summary>
/// Where the door's certificate is kept: one file with everything, mode 0600, so that a crash leaves the old identity or the new one and never a key
/// without its certificate; and the authority once more by itself, for those who are to trust it.
/// </summary>
/// <param name="folder">The data folder's <c>web</c>.</param>
internal sealed class WebCertificates(string folder)
{
    /// <summary>Renewed this long before its end: a desk that is used once a month still gets its notice in time.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromDays(30);

    public string AuthorityPath { get; } = Path.Combine(folder, "authority.pem");

    private string IdentityPath { get; } = Path.Combine(folder, "identity.pem");

    /// <summary>The identity in use; a new one where there is none, where it cannot be read, and where it ends soon or begins later than now.</summary>
    public WebIdentity Open(DateTimeOffset now)
    {
        if (Find() is not { } identity || identity.Expires - now < Margin || identity.From > now)
            return Renew(now);
        // Written after the identity: a crash between the two is made good here.
        if (!File.Exists(AuthorityPath) || !File.ReadAllBytes(AuthorityPath).AsSpan().SequenceEqual(identity.AuthorityPem))
            DurableFile.Replace(AuthorityPath, identity.AuthorityPem);
        return identity;
    }

    public WebIdentity Renew(DateTimeOffset now)
    {
        var identity = CertificateAuthority.Make(now);
        DurableFile.CreateFolder(folder);
        DurableFile.Replace(IdentityPath, Encoding.ASCII.GetBytes(identity.Pem));
        DurableFile.Replace(AuthorityPath, identity.AuthorityPem);
        return identity;
    }

    /// <summary>The identity that is kept, whatever its age; null where there is none.</summary>
    public WebIdentity? Find()
    {
        if (!File.Exists(IdentityPath))
            return null;
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(IdentityPath) != DurableFile.PrivateFile)
            File.SetUnixFileMode(IdentityPath, DurableFile.PrivateFile);
        return WebIdentity.Parse(File.ReadAllText(IdentityPath));
    }
}
