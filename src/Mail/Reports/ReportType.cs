using Assistant.Mail.Mime;

namespace Assistant.Mail.Reports;

/// <summary>The report-type of a multipart/report, RFC 6522.</summary>
internal static class ReportType
{
    public static bool Is(HeaderBlock headers, string type)
    {
        var content = headers.ContentType;
        return content.MediaType == "multipart/report" && string.Equals(content.Parameter("report-type"), type, StringComparison.OrdinalIgnoreCase);
    }
}
