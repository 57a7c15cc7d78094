namespace Assistant.Mail.Mime;

/// <summary>Whether the bytes name the Bcc recipients.</summary>
public enum BccField
{
    /// <summary>They stand in the envelope alone (SMTP, sendmail with recipients given): nobody can read them off the message.</summary>
    Omit,

    /// <summary>For a transport without an envelope of its own (Gmail's and Graph's raw send, <c>sendmail -t</c>): it delivers by this field and removes it.</summary>
    Write,
}
