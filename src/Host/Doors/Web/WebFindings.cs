using System.Globalization;
using Assistant.Protocol.Services;

namespace Assistant.Host.Doors.Web;

/// <summary>What the web door has to say to someone who looks for what is wrong: its port, its certificate, its pages.</summary>
internal static class WebFindings
{
    // Looked at twice a day: a day later nothing but a failure is left.
    private static readonly TimeSpan Overdue = WebCertificates.Margin - TimeSpan.FromDays(1);

    /// <param name="status">The door's state.</param>
    /// <param name="now">What the certificate's end is compared with.</param>
    public static IEnumerable<Finding> Of(WebStatus status, DateTimeOffset now)
    {
        yield return Port(status);
        // A door that is closed shows its certificate to nobody, and makes another when it opens where that one has aged.
        if (!status.Enabled)
            yield break;
        yield return status.Certificate is { } certificate
            ? Certificate(certificate, now)
            : Finding.Failure("web.certificate", "The web door has no certificate that can be read.", "Run `assistant web renew`, then `assistant trust`.");
        if (!status.HasPages)
            yield return Finding.Warning("web.pages", "This program was built without its pages, so the dashboard is empty.", "Install Node, and build it again: `./assistant demo` does.");
    }

    private static Finding Port(WebStatus status) => status switch
    {
        { Enabled: false } => Finding.Well("web.port", "The web door is closed; `assistant open` opens it."),
        { Open: true } => Finding.Well("web.port", $"The web door is open at {status.Origin}."),
        { Problem: { } problem } => Finding.Failure("web.port", problem, "Run `assistant web enable` when that is mended."),
        _ => Finding.Warning("web.port", "The web door is being opened.", "Ask again in a moment."),
    };

    private static Finding Certificate(WebCertificate certificate, DateTimeOffset now)
    {
        var end = certificate.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (certificate.Expires <= now)
            return Finding.Failure("web.certificate", $"The certificate of the web door ended on {end}.", "Run `assistant web renew`, then `assistant trust`; check the clock, too.");
        if (certificate.Expires - now < Overdue)
            return Finding.Warning("web.certificate", $"The certificate of the web door ends on {end}, and it could not be renewed.", "Look for what keeps the data folder from being written; then run `assistant web renew`, and `assistant trust`.");
        return certificate.NeedsTrust
            ? Finding.Warning("web.certificate", $"The certificate of the web door is good until {end}, but no browser was told to trust it.", "Run `assistant trust`.")
            : Finding.Well("web.certificate", $"The certificate of the web door is good until {end} and renews itself before that.");
    }
}
