namespace Assistant.Architecture.Tests;

/// <summary>
/// The floors inside an assembly: a namespace may use its own floor's namespace and those below, never one beside or above.
/// Read from the source by the compiler's own binding, so that neither an alias nor a relative name slips through.
/// </summary>
public sealed class FloorTests
{
    private static readonly Floors Host = new("src/Host", "Assistant.Host", new()
    {
        [""] = ["Doors", "Keeping", "Writing", "Mailroom", "Records", "Extensions", "Security", "Storage", "Cli", "Contracts"],
        // Writes the contracts' files: a command of the build.
        ["Contracts"] = ["Cli", "Installation", "Keeping.Taking", "Storage"],
        ["Doors"] = ["Extensions", "Records", "Security", "Storage"],
        // What is to be done, taken out, brought in and erased, of every floor's records.
        ["Keeping"] = ["Writing", "Mailroom", "Extensions", "Records", "Security", "Storage"],
        // What writes with models reaches the mailroom through one desk, which can neither approve nor send.
        ["Writing"] = ["Mailroom.Letters", "Mailroom.Actor", "Mailroom.EnumText", "Extensions", "Records", "Security", "Storage"],
        ["Mailroom"] = ["Extensions", "Records", "Security", "Storage"],
        ["Extensions"] = ["Security", "Storage"],
        ["Records"] = ["Security", "Storage"],
        ["Security"] = ["Storage"],
        ["Storage"] = [],
        // A client like any other: of the host it knows where folders are, whether and which host holds one, and where its own key is kept, and nothing else.
        ["Cli"] = ["Storage.Secrets", "Storage.DataRoot", "Storage.DataFolder", "Storage.StateFolder", "Storage.StorageProblem", "Storage.StorageException", "Storage.HostLock", "Storage.HostHolder"],
    });

    private static readonly Floors Protocol = new("src/Protocol", "Assistant.Protocol", new()
    {
        ["JsonRpc"] = [],
        ["Services"] = ["JsonRpc"],
        ["Plugins"] = ["Services", "JsonRpc"],
    });

    private static readonly Floors Mail = new("src/Mail", "Assistant.Mail", new()
    {
        ["Html"] = [],
        ["Mime"] = ["Html"],
        ["Reports"] = ["Mime"],
        ["Verdicts"] = ["Mime", "Reports"],
    });

    public static TheoryData<string> Assemblies() => ["Host", "Protocol", "Mail"];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Source_UsesOnlyFloorsBelow(string assembly)
    {
        var floors = assembly switch { "Host" => Host, "Protocol" => Protocol, _ => Mail };

        var upward = SourceUses.Of(floors).Where(use => !floors.Allows(use)).Select(use => use.ToString()).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal("", string.Join(Environment.NewLine, upward));
    }

    [Fact]
    public void Floors_UpwardUse_IsRefused()
    {
        Assert.False(Host.Allows(new("Storage/X.cs", "Storage", "Mailroom.Outbox.OutboxRow")));
        Assert.False(Host.Allows(new("Cli/X.cs", "Cli", "Storage.Database")));
        Assert.False(Host.Allows(new("Records/X.cs", "Records", "Extensions.PluginRegistry")));
        Assert.False(Host.Allows(new("Writing/X.cs", "Writing", "Mailroom.Outbox.Approver")));
        Assert.False(Host.Allows(new("Mailroom/X.cs", "Mailroom.Drafts", "Writing.WritingRuns")));
        Assert.True(Host.Allows(new("Writing/X.cs", "Writing", "Mailroom.Letters.LetterDesk")));
        Assert.True(Host.Allows(new("Mailroom/X.cs", "Mailroom.Outbox", "Storage.Sealing.Sealer")));
        Assert.True(Host.Allows(new("Cli/X.cs", "Cli", "Storage.Secrets.SecretStore")));
    }
}
