using System.Globalization;
using Assistant.Protocol.Services;

namespace Assistant.Host.Doors.Web;

/// <summary>What the web door has to say to someone who looks for what is wrong: its port, its certificate, its pages.</summary>
internal static class WebFindings
{
    /// <param name="status">The door's state.</param>
    /// <param name="now">What the certificate's end is compared with.</param>
    public static IEnumerable<Finding> Of(WebStatus status, DateTimeOffset now)
    {
        yield return Port(status);
        if (status.Certificate is { } certificate)
            yield return Certificate(certificate, now);
        else if (status.Enabled)
            yield return Finding.Failure("web.certificate", "The web door has no certificate that can be read.", "Run `assistant web renew`, then `assistant trust`.");
        if (status is { Enabled: true, HasPages: false })
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
        return certificate.NeedsTrust
            ? Finding.Warning("web.certificate", $"The certificate of the web door is good until {end}, but no browser was told to trust it.", "Run `assistant trust`.")
            : Finding.Well("web.certificate", $"The certificate of the web door is good until {end} and renews itself before that.");
    }
}
