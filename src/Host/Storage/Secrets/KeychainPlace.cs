namespace Assistant.Host.Storage.Secrets;

/// <summary>The macOS login keychain by way of <c>/usr/bin/security</c>.</summary>
internal sealed class KeychainPlace(string folderId) : SecretPlace
{
    private const string Tool = "/usr/bin/security";
    private const string Remedy = "Unlock the login keychain (Keychain Access), then try again.";
    private const int NotFound = 44;

    public override SecretPlaceKind Kind => SecretPlaceKind.Keychain;

    public override string Description => "the macOS login keychain";

    public override byte[]? Find(string name)
    {
        var result = SecretCommand.Run(Tool, ["find-generic-password", "-s", Service, "-a", name, "-w"], null, Remedy);
        return result.ExitCode switch
        {
            0 => Convert.FromHexString(result.Output.Trim()),
            NotFound => null,
            _ => throw Failed(result),
        };
    }

    public override void Store(string name, ReadOnlySpan<byte> secret)
    {
        // -i reads commands from stdin, so that the secret is no argument. Its exit code is not reliable: read back.
        var hex = Convert.ToHexString(secret);
        var result = SecretCommand.Run(Tool, ["-i"], $"add-generic-password -U -s {Service} -a {name} -w {hex}\n", Remedy);
        if (Find(name) is not { } kept || !secret.SequenceEqual(kept))
            throw Failed(result);
    }

    public override void Delete(string name)
    {
        var result = SecretCommand.Run(Tool, ["delete-generic-password", "-s", Service, "-a", name], null, Remedy);
        if (result.ExitCode is not (0 or NotFound))
            throw Failed(result);
    }

    // Its tool lists nothing without showing everything of everybody.
    public override IReadOnlyList<string> Names(string beginning) =>
        throw new SecretPlaceException("The login keychain does not tell which keys of plugins it has.", $"Delete the entries named {Service} with an account that begins with {beginning} in Keychain Access.");

    private string Service => $"assistant-{folderId}";

    private static SecretPlaceException Failed(SecretCommand.Result result) =>
        new($"The login keychain refused: {result.Error.Trim()}", Remedy);
}
