using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.MailLocal.Accounts;

/// <summary>What the user chose for one account: the post office, or a Maildir and a command.</summary>
internal sealed record AccountSettings
{
    /// <summary><c>local</c>: the embedded post office.</summary>
    public string? Office { get; init; }

    /// <summary>The folder with <c>new</c>, <c>cur</c> and <c>tmp</c>.</summary>
    public string? Maildir { get; init; }

    /// <summary>The sendmail-compatible program.</summary>
    public string? Sendmail { get; init; }

    // These three are settable because generated JSON code would write null over the default of an absent init-only property.

    /// <summary>What the program is given before our own arguments.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>Where copies of sent mail are filed; empty for nowhere.</summary>
    public string SentFolder { get; set; } = ".Sent";

    /// <summary>See <see cref="Sending.ExitCodes"/>.</summary>
    public bool TemporaryMeansNotSent { get; set; }

    [JsonIgnore]
    public bool IsOffice => Office is not null;

    public const string LocalOffice = "local";

    /// <summary>Reads what a form or the host gave. Absent settings are the post office.</summary>
    /// <param name="element">The settings.</param>
    /// <param name="problems">What is wrong, by path from the parameters on; empty where the result is not null.</param>
    public static AccountSettings? Read(JsonElement? element, out IReadOnlyList<RpcProblem> problems)
    {
        if (element is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined })
        {
            problems = [];
            return new AccountSettings { Office = LocalOffice };
        }

        try
        {
            var settings = element.Value.Deserialize(SettingsJson.Default.AccountSettings)!;
            problems = settings.Check();
            return problems.Count == 0 ? settings : null;
        }
        catch (JsonException fault)
        {
            problems = [new RpcProblem { Path = "$.settings" + fault.Path?.TrimStart('$'), Problem = "is not what the form asks for", Remedy = "Give text where the form says text, and a list for 'arguments'" }];
            return null;
        }
    }

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, SettingsJson.Default.AccountSettings);

    /// <summary>Whether the values fit together; whether they are true of this machine is asked at connecting.</summary>
    private List<RpcProblem> Check()
    {
        var found = new List<RpcProblem>();
        if (IsOffice)
        {
            if (Office != LocalOffice)
                found.Add(Wrong("office", "there is only the office 'local'", "Leave it as 'local', or give 'maildir' and 'sendmail'"));
            if (Maildir is not null || Sendmail is not null)
                found.Add(Wrong("office", "the local post office has mailboxes of its own", "Remove 'office', or 'maildir' and 'sendmail'"));
            return found;
        }

        Path("maildir", Maildir, "the Maildir of this account, for example /home/you/Mail/INBOX");
        Path("sendmail", Sendmail, "a sendmail-compatible program, for example /usr/sbin/sendmail or /usr/bin/msmtp");
        if (Arguments.Any(a => a.Contains('\0', StringComparison.Ordinal)))
            found.Add(Wrong("arguments", "an argument holds a zero character", "Remove it"));
        if (SentFolder is "." or ".." || SentFolder.Any(c => c is '/' or '\\' || char.IsControl(c)))
            found.Add(Wrong("sentFolder", "is no name of a folder in the Maildir", "Give a plain name such as '.Sent', or nothing to file no copies"));
        return found;

        void Path(string name, string? value, string what)
        {
            if (string.IsNullOrWhiteSpace(value))
                found.Add(Wrong(name, "is missing", $"Give the full path of {what}"));
            else if (!System.IO.Path.IsPathFullyQualified(value) || value.Contains('\0', StringComparison.Ordinal))
                found.Add(Wrong(name, "is not a full path", $"Give the full path of {what}"));
        }
    }

    public static RpcProblem Wrong(string name, string problem, string remedy) => new() { Path = "$.settings." + name, Problem = problem, Remedy = remedy };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AccountSettings))]
internal sealed partial class SettingsJson : JsonSerializerContext;
