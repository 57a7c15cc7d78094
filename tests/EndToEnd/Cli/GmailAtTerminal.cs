using System.Text.Json;
using System.Text.RegularExpressions;
using Assistant.TestKit.Google;

namespace Assistant.EndToEnd.Cli;

/// <summary>A home whose Gmail is a server of the test's own, and a person who signs in there.</summary>
internal static partial class GmailAtTerminal
{
    /// <summary>The program speaks to the fake, and Google's client file lies among the downloads.</summary>
    public static void Prepare(RealCli cli, FakeGoogle google)
    {
        Directory.CreateDirectory(cli.Main);
        File.WriteAllText(Path.Combine(cli.Main, "settings.json"), JsonSerializer.Serialize(new { plugins = new Dictionary<string, object> { ["mail.gmail"] = new { standIn = google.Root } } }));
        Directory.CreateDirectory(cli.PathTo("Downloads"));
        cli.WriteFile("Downloads/client.json", $$$"""
            {"installed":{"client_id":"{{{GoogleSignIn.ClientId}}}","auth_uri":"https://accounts.google.com/o/oauth2/auth","token_uri":"https://oauth2.googleapis.com/token","client_secret":"{{{GoogleSignIn.ClientSecret}}}","redirect_uris":["http://localhost"]}}
            """);
    }

    /// <summary>The person opens the address that is on the screen; false while there is none.</summary>
    public static async Task<bool> SignInAsync(string screen)
    {
        if (Address().Match(screen) is not { Success: true } address)
            return false;
        Assert.Equal(200, await FakeBrowser.FollowAsync(address.Groups[1].Value));
        return true;
    }

    [GeneratedRegex(@"(http://127\.0\.0\.1:[0-9]+/o/oauth2/v2/auth\S+)\s", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
