using Assistant.Host.Tests.Storage;

namespace Assistant.Host.Tests;

/// <summary>
/// The tests' own entry point, so that a test can run a part of itself in a process that may be killed:
/// <c>Assistant.Host.Tests WORK ARGUMENT...</c>. The test runner loads the assembly and does not come this way.
/// </summary>
internal static class Children
{
    public static int Main(string[] args) => args switch
    {
        ["write-until-killed", var folder] => WriteUntilKilled.Run(folder),
        ["hold-folder", var folder] => HoldFolder.Run(folder),
        ["master-key", var folder] => SecretChildren.MasterKey(folder),
        ["keep-secrets", var folder] => SecretChildren.Keep(folder),
        ["forget-plugins", var folder] => SecretChildren.ForgetPlugins(folder),
        ["forget-client", var folder] => SecretChildren.ForgetClient(folder),
        ["make-everything", var folder] => SecretChildren.MakeEverything(folder),
        _ => 2,
    };

    /// <summary>The command line that runs a child's work.</summary>
    public static string[] Command(params string[] arguments) =>
        [Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", typeof(Children).Assembly.Location, .. arguments];
}
