namespace Assistant.Protocol.Plugins;

/// <summary>The permissions that a manifest may ask for; each needs a reason that a person can read.</summary>
public static class PluginPermissions
{
    /// <summary>Carry mail for the accounts of its kind: "can send as this account".</summary>
    public const string MailProvider = "mail.provider";

    /// <summary>Write text from the facts it is given.</summary>
    public const string Compose = "compose";

    public const string ContactsRead = "contacts.read";
    public const string DraftsRead = "drafts.read";
    public const string DraftsWrite = "drafts.write";
    public const string DocumentsRead = "documents.read";

    /// <summary>Keep documents of any kind, and read them.</summary>
    public const string DocumentsWrite = "documents.write";

    /// <summary>Read the files that it is handed, and hand back those that it makes.</summary>
    public const string DocumentFormats = "documents.formats";
    public const string OutboxRead = "outbox.read";
    public const string Propose = "propose";

    /// <summary>Have the writer that is set up write or read for one contact, within the limits that its user set for spending and for what may leave the machine.</summary>
    public const string Write = "write";

    /// <summary>Have the host fetch a public web page, by the rules of <see cref="Services.IFetch"/>; the plugin itself opens no connection.</summary>
    public const string Fetch = "fetch";

    /// <summary>Open network connections. Declared, shown, and in a plugin's own process not enforceable.</summary>
    public const string Network = "network";

    /// <summary>Read or write files outside its data folder, for example a Maildir. Declared and shown.</summary>
    public const string Files = "files";

    /// <summary>Run a program, for example sendmail. Declared and shown.</summary>
    public const string Processes = "processes";

    public static IReadOnlyList<string> All { get; } =
        [MailProvider, Compose, ContactsRead, DraftsRead, DraftsWrite, DocumentsRead, DocumentsWrite, DocumentFormats, OutboxRead, Propose, Write, Fetch, Network, Files, Processes];
}
