using System.Text.Json;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailGmail.Accounts;

/// <summary>What the provider says of itself.</summary>
internal static class ProviderForm
{
    public const string ProviderId = "mail.gmail";

    /// <summary>Of the whole message; base64 leaves about 25 MB for attachments.</summary>
    public const long MaxMessageSize = 36_700_160;

    public static ProviderDescription Description { get; } = new()
    {
        Id = ProviderId,
        Name = "Gmail",
        Form = Form(),
        Grants =
        [
            new(GrantLevel.Headers, "Send mail, and read the headers of your mail to find what answers yours. No text of any mail can be read. Bounces are told by their headers, without the code of the failure."),
            new(GrantLevel.Bodies, "Also read texts: Google allows this for all your mail; only bounces and replies to your own mail are read. It shows why something bounced, until when somebody is away, and what they wrote."),
            new(GrantLevel.Drafts, "Also keep drafts in Gmail: each message waits there as a draft while it is sent, which proves better whether it went out when a connection breaks."),
        ],
        KeepsDrafts = true,
        MaxMessageSize = MaxMessageSize,
    };

    private static JsonElement Form()
    {
        using var form = JsonDocument.Parse("""
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "title": "Gmail",
              "description": "Gmail is reached through a Google project of your own, so that nobody stands between you and Google. Make it once; connecting again needs none of this.",
              "guide": [
                { "text": "Make a project.", "url": "https://console.cloud.google.com/projectcreate" },
                { "text": "Enable the Gmail API for it.", "url": "https://console.cloud.google.com/apis/library/gmail.googleapis.com" },
                { "text": "Set up Google Auth Platform with the audience External, and publish the app: while it is in testing, Google ends every permission after seven days.", "url": "https://console.cloud.google.com/auth/overview" },
                { "text": "Under Clients make one of the type Desktop app, and download its file. docs/gmail.md shows each step." }
              ],
              "properties": {
                "clientFile": {
                  "type": "string",
                  "format": "path",
                  "title": "Client file",
                  "description": "Full path of the client_secret_….json file that Google gave you. You can delete it afterwards."
                },
                "clientId": {
                  "type": "string",
                  "title": "Client id",
                  "description": "In place of the file: the client's id, which ends with .apps.googleusercontent.com."
                },
                "clientSecret": {
                  "type": "string",
                  "format": "password",
                  "writeOnly": true,
                  "title": "Client secret",
                  "description": "With the client id: the secret beside it. It is kept where the host keeps its keys."
                }
              }
            }
            """);
        return form.RootElement.Clone();
    }
}
