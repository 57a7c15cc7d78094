namespace Assistant.Host.Storage.Secrets;

/// <summary>The desktop's keyring (GNOME Keyring, KWallet) by way of <c>secret-tool</c>.</summary>
internal sealed class SecretServicePlace(string folderId) : SecretPlace
{
    private const string Remedy = "Unlock the desktop's keyring (sign in to the desktop), then try again.";

    public override SecretPlaceKind Kind => SecretPlaceKind.SecretService;

    public override string Description => "the desktop's keyring (Secret Service)";

    /// <summary>Whether there is a session bus and the tool to reach it; not whether it answers.</summary>
    public static bool IsInstalled =>
        Environment.GetEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS") is { Length: > 0 } && FindTool() is not null;

    public override byte[]? Find(string name)
    {
        var result = Run("lookup", name, null);
        if (result.ExitCode == 0 && result.Output.Length > 0)
            return Convert.FromHexString(result.Output.Trim());
        // It says "not found" by exit code 1 and silence.
        if (result.ExitCode > 1 || result.Error.Length > 0)
            throw Failed(result);
        RefuseHidden(name);
        return null;
    }

    public override void Store(string name, ReadOnlySpan<byte> secret)
    {
        var result = Run("store", name, Convert.ToHexString(secret));
        if (result.ExitCode != 0)
            throw Failed(result);
    }

    public override void Delete(string name)
    {
        var result = Run("clear", name, null);
        if (result.ExitCode > 1 || result.Error.Length > 0)
            throw Failed(result);
        RefuseHidden(name);
    }

    public override IReadOnlyList<string> Names(string beginning)
    {
        const string mark = "attribute.name = ";
        var result = SecretCommand.Run(FindTool() ?? "secret-tool", ["search", "--all", .. Folder], null, Remedy);
        if (result.ExitCode > 1)
            throw Failed(result);
        // A locked keyring tells how many there are, and of each only a hash.
        if (result.Error.Split('\n').Any(static line => line.StartsWith("secret-tool:", StringComparison.Ordinal)))
            throw Locked();
        // Versions differ in which of the two they write attributes to.
        return [.. $"{result.Output}\n{result.Error}".Split('\n').Where(static line => line.StartsWith(mark, StringComparison.Ordinal)).Select(static line => line[mark.Length..].Trim())
            .Where(name => name.StartsWith(beginning, StringComparison.Ordinal)).Distinct()];
    }

    // Of what a locked keyring holds the tool says nothing, as of what is not there, and clears nothing; a search finds it all the same.
    private void RefuseHidden(string name)
    {
        var result = Run("search", name, null);
        if (result.ExitCode > 1)
            throw Failed(result);
        if (result.Output.Length > 0)
            throw Locked();
    }

    private static SecretPlaceException Locked() => new("The desktop's keyring is locked.", Remedy);

    private static SecretPlaceException Failed(SecretCommand.Result result) =>
        new($"The desktop's keyring refused: {result.Error.Trim()}", Remedy);

    private string[] Folder => ["application", "assistant", "folder", folderId];

    private SecretCommand.Result Run(string verb, string name, string? input)
    {
        List<string> arguments = [verb];
        if (verb == "store")
            arguments.Add($"--label=Assistant: {name}");
        arguments.AddRange([.. Folder, "name", name]);
        return SecretCommand.Run(FindTool() ?? "secret-tool", arguments, input, Remedy);
    }

    private static string? FindTool()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.Combine(folder, "secret-tool");
            if (File.Exists(path))
                return path;
        }

        return null;
    }
}
