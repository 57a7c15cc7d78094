using Assistant.Host.Doors.Web;

namespace Assistant.EndToEnd.Web;

public sealed class WebCertificatesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("assistant-web-").FullName;

    [Fact]
    public void Open_UntilAMonthBeforeTheEnd_KeepsTheIdentity()
    {
        var certificates = new WebCertificates(_folder);
        var made = certificates.Open(Now).Fingerprint;

        Assert.Equal(made, certificates.Open(Now.AddDays(768)).Fingerprint);
        Assert.NotEqual(made, certificates.Open(Now.AddDays(771)).Fingerprint);
    }

    [Fact]
    public void Open_ClockBeforeTheBeginning_MakesOneThatHoldsNow()
    {
        var certificates = new WebCertificates(_folder);
        var made = certificates.Open(Now).Fingerprint;

        Assert.NotEqual(made, certificates.Open(Now.AddDays(-2)).Fingerprint);
    }

    [Fact]
    public void Open_AuthorityNotWrittenByACrash_IsWrittenAgain()
    {
        var certificates = new WebCertificates(_folder);
        var made = certificates.Open(Now);
        File.WriteAllText(certificates.AuthorityPath, "half");

        Assert.Equal(made.Fingerprint, certificates.Open(Now).Fingerprint);
        Assert.Equal(made.AuthorityPem, File.ReadAllBytes(certificates.AuthorityPath));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nhalf")]
    public void Open_IdentityDamaged_MakesAnother(string damaged)
    {
        var certificates = new WebCertificates(_folder);
        var made = certificates.Open(Now).Fingerprint;
        File.WriteAllText(Path.Combine(_folder, "identity.pem"), damaged);

        Assert.NotEqual(made, certificates.Open(Now).Fingerprint);
        Assert.NotNull(certificates.Find());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
