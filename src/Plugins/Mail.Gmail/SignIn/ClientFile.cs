using System.Text.Json;
using Assistant.Plugins.MailGmail.Accounts;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>Reads <c>client_secret_….json</c> as the Google console gives it.</summary>
internal static class ClientFile
{
    // Google's is half a kilobyte.
    private const int Largest = 64 * 1024;

    public static GoogleClient? Read(string path, out IReadOnlyList<RpcProblem> problems)
    {
        problems = [];
        try
        {
            if (!Path.IsPathFullyQualified(path))
                return Fail("is not a full path", "Give the full path of the file that the Google console gave you", ref problems);
            if (new FileInfo(path).Length > Largest)
                return Fail("is too large to be a client file", "Give the file that the Google console gave you", ref problems);
            var file = JsonSerializer.Deserialize(File.ReadAllBytes(path), SettingsJson.Default.ClientFileText);
            if (file?.Web is not null)
                return Fail("is of a client for web servers", $"Make a client of the type \"Desktop app\"; {AccountSettings.Guide}", ref problems);
            return file?.Installed is { ClientId: { Length: > 0 } id } part
                ? new GoogleClient(id, part.ClientSecret)
                : Fail("is no client file of Google's", $"Download it again; {AccountSettings.Guide}", ref problems);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return Fail(fault is FileNotFoundException or DirectoryNotFoundException ? "is not there" : "cannot be read", "Give the file that the Google console gave you", ref problems);
        }
    }

    private static GoogleClient? Fail(string problem, string remedy, ref IReadOnlyList<RpcProblem> problems)
    {
        problems = [AccountSettings.Wrong("clientFile", problem, remedy)];
        return null;
    }
}
