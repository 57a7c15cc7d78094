using Assistant.Protocol.JsonRpc;

namespace Assistant.EndToEnd.Examples;

/// <summary>The scripts that users copy, run as they are.</summary>
[Trait("Category", "Slow")]
public sealed class ExampleTests(ExampleDesk desk) : IClassFixture<ExampleDesk>
{
    private const string Body = "Dear Ana,\n\n\"quoted\" \\ and ünïcode\tafter a tab.";

    [ScriptTheory]
    [InlineData("letter.sh", "socket")]
    [InlineData("letter.sh", "post")]
    [InlineData("letter.py", "socket")]
    [InlineData("letter.py", "post")]
    public Task Script_WithItsToken_DraftsListsAndChecks(string script, string door) => DraftsListsAndChecksAsync(script, door);

    [PowerShellTheory]
    [InlineData("letter.ps1", "socket")]
    [InlineData("letter.ps1", "post")]
    public Task PowerShell_WithItsToken_DraftsListsAndChecks(string script, string door) => DraftsListsAndChecksAsync(script, door);

    [ScriptTheory]
    [InlineData("letter.sh")]
    [InlineData("letter.py")]
    public Task Script_Refused_SaysWhyAndDraftsNothing(string script) => RefusedAsync(script);

    [PowerShellTheory]
    [InlineData("letter.ps1")]
    public Task PowerShell_Refused_SaysWhyAndDraftsNothing(string script) => RefusedAsync(script);

    private async Task DraftsListsAndChecksAsync(string script, string door)
    {
        var subject = $"From {script} by {door}: Grüße & so on";
        var key = await desk.TokenAsync("read", "draft");

        var done = await desk.RunAsync(script, key, null, door, "ana@example.org", subject, Body);

        Assert.True(done.Code == 0 && done.Error.Length == 0, done.ToString());
        Assert.Matches("^drafted: [0-9a-f-]{36}\n", done.Out);
        Assert.Contains($"newest drafts:\n  {subject}\n", done.Out, StringComparison.Ordinal);
        Assert.EndsWith("checked: 0 new\n", done.Out, StringComparison.Ordinal);
        Assert.Single(await desk.SubjectsAsync(), subject);
    }

    private async Task RefusedAsync(string script)
    {
        var reader = await desk.TokenAsync("read");
        var writer = await desk.TokenAsync("read", "draft");
        const string Wrong = "assistant_key_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        var before = await desk.SubjectsAsync();
        (string Door, string Key, string? Authority, string Why)[] cases =
        [
            ("socket", Wrong, null, "not valid here"),
            ("post", Wrong, null, "401"),
            ("post", reader, null, $"{(int)RpcErrorCode.NotAuthorised}"),
            ("post", writer, desk.OtherAuthority(), ""),
        ];

        foreach (var (door, key, authority, why) in cases)
        {
            var done = await desk.RunAsync(script, key, authority, door, "ana@example.org", "refused", Body);
            Assert.True(done.Code != 0 && done.Out.Length == 0 && done.Error.Contains(why, StringComparison.Ordinal), $"{door} {why}: {done}");
        }

        Assert.Equal(before, await desk.SubjectsAsync());
    }
}

/// <summary>Runs where bash, curl and Python are, else says which is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScriptTheoryAttribute : TheoryAttribute
{
    public ScriptTheoryAttribute() => Skip = Installed.Missing("bash", "curl", "python3");
}

/// <summary>Runs where PowerShell is installed, else says that it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PowerShellTheoryAttribute : TheoryAttribute
{
    public PowerShellTheoryAttribute() => Skip = Installed.Missing("pwsh");
}

internal static class Installed
{
    /// <summary>Why a test cannot run; null where every program is on the path.</summary>
    public static string? Missing(params string[] programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = programs.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        return OperatingSystem.IsWindows() ? "the scripts' surroundings are made for a POSIX system" : missing.Count > 0 ? $"not installed: {string.Join(", ", missing)}" : null;
    }
}
