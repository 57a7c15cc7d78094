namespace Assistant.Mail.Mime;

/// <summary>How the text body's lines are written.</summary>
public enum TextLayout
{
    /// <summary>Every line break and space survives (RFC 2045 section 6.7).</summary>
    QuotedPrintable,

    /// <summary>format=flowed (RFC 3676): 7bit where the text is ASCII, so that it reads well raw; spaces at line ends go.</summary>
    Flowed,
}
