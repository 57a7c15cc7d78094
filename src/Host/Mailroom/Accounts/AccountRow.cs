using System.Text.Json;
using Assistant.Host.Storage;
using Assistant.Mail.Mime;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Accounts;

/// <summary>A connected mailbox as it is stored. Tokens are its provider's, and not here.</summary>
internal sealed record AccountRow
{
    public required RowStamp Stamp { get; init; }

    public required string Provider { get; init; }

    public required string Address { get; init; }

    public string? DisplayName { get; init; }

    public required AccountState State { get; init; }

    public required GrantLevel Grant { get; init; }

    public required string GrantWords { get; init; }

    public DateTimeOffset? GrantedUntil { get; init; }

    /// <summary>JSON, given back to the provider on every call.</summary>
    public string? Settings { get; init; }

    public SetupNeed? Need { get; init; }

    public required long MaxMessageSize { get; init; }

    public DateTimeOffset? LastChecked { get; init; }

    public Signature? Signature { get; init; }

    public string Id => Stamp.Id;

    /// <summary>Who its messages are from, with the domain in ASCII as it goes out.</summary>
    public Mailbox From
    {
        get
        {
            var plain = new Mailbox(null, Address);
            return new Mailbox(string.IsNullOrWhiteSpace(DisplayName) ? null : DisplayName.Trim(), $"{plain.Local}@{plain.AsciiDomain}");
        }
    }

    public ProviderAccount ForProvider() => new()
    {
        Id = Id,
        Address = Address,
        Grant = Grant,
        Settings = Settings is null ? null : JsonSerializer.Deserialize(Settings, MailroomJson.Default.JsonElement),
    };

    /// <param name="outbox">What waits in the outbox of it.</param>
    public Account ForClient((int Waiting, int InDoubt) outbox = default) => new()
    {
        Id = Id,
        Revision = Stamp.Revision,
        Provider = Provider,
        Address = Address,
        DisplayName = DisplayName,
        State = State,
        Grant = Grant,
        GrantWords = GrantWords,
        GrantedUntil = GrantedUntil,
        LastChecked = LastChecked,
        Need = Need,
        Signature = Signature,
        Waiting = outbox.Waiting,
        InDoubt = outbox.InDoubt,
    };
}
