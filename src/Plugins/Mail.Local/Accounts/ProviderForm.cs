using System.Text.Json;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailLocal.Accounts;

/// <summary>What the provider says of itself.</summary>
internal static class ProviderForm
{
    public const string ProviderId = "mail.local";

    /// <summary>What common servers take; larger mail comes back from the recipient's.</summary>
    public const long MaxMessageSize = 25L * 1024 * 1024;

    public static ProviderDescription Description { get; } = new()
    {
        Id = ProviderId,
        Name = "Mail on this machine",
        Form = Form(),
        Grants =
        [
            new(GrantLevel.Headers, "Send mail, and read the headers of mail in the inbox to find what answers it. Nothing is marked, moved or deleted; copies of sent mail are filed in the sent folder."),
            new(GrantLevel.Bodies, "Also read the text of replies and delivery reports to mail that was sent from here."),
        ],
        KeepsDrafts = false,
        MaxMessageSize = MaxMessageSize,
    };

    private static JsonElement Form()
    {
        using var form = JsonDocument.Parse("""
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "title": "Mail on this machine",
              "description": "Either the built-in post office, whose mail never leaves this machine, or your own Maildir with a program that sends.",
              "properties": {
                "office": {
                  "type": "string",
                  "enum": ["local"],
                  "title": "Built-in post office",
                  "description": "'local' gives this account a mailbox in the built-in post office. For trying things out: it knows only the mailboxes made in it."
                },
                "maildir": {
                  "type": "string",
                  "format": "path",
                  "title": "Maildir folder",
                  "description": "Full path of your inbox as a Maildir, as mbsync or Dovecot keep it. It is only read, except for copies of sent mail."
                },
                "sendmail": {
                  "type": "string",
                  "format": "path",
                  "title": "Program that sends",
                  "description": "Full path of a sendmail-compatible program, for example /usr/sbin/sendmail or /usr/bin/msmtp. The message is given to it on its standard input."
                },
                "arguments": {
                  "type": "array",
                  "items": { "type": "string" },
                  "title": "Arguments for the program",
                  "description": "Given before '-i -f FROM -- RECIPIENTS', one entry each, for example '-C' and a file. No shell reads them."
                },
                "sentFolder": {
                  "type": "string",
                  "default": ".Sent",
                  "title": "Sent folder",
                  "description": "Folder inside the Maildir for copies of sent mail; made where it is missing. Empty for no copies."
                },
                "temporaryMeansNotSent": {
                  "type": "boolean",
                  "default": false,
                  "title": "A temporary failure means that nothing was sent",
                  "description": "True of Postfix and msmtp, whose exit code 75 says that the message was not taken. Not of Sendmail, which has then queued it."
                }
              },
              "anyOf": [ { "required": ["office"] }, { "required": ["maildir", "sendmail"] } ]
            }
            """);
        return form.RootElement.Clone();
    }
}
