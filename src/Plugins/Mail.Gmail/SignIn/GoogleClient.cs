namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>The user's own OAuth client, of the type "Desktop app". Its secret must be sent and is no secret: Google says so itself.</summary>
internal sealed record GoogleClient(string Id, string? Secret);
