using System.Net;
using System.Text.RegularExpressions;

namespace Assistant.Host.Cli.Machine;

/// <summary>
/// Hands an address with a secret in it to the browser by a file that only this user can read: what stands in a command line, every user of
/// the machine can read while the program runs.
/// </summary>
internal static partial class PrivatePage
{
    private const string FileName = "open.html";

    /// <summary>Writes the page that leads to <paramref name="url"/>, in place of the one before; answers its path.</summary>
    /// <param name="url">An address of our own.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="machine">This machine.</param>
    /// <param name="browser">The name of the default browser's desktop entry; empty where it is not known.</param>
    public static string Write(string url, string folder, MachineProfile machine, string browser)
    {
        // A browser that is a snap may not look into the hidden folders of the user's own.
        var snap = SnapEntry().Match(browser.Trim()) is { Success: true } found ? Path.Combine(machine.Home, "snap", found.Groups[1].Value, "common") : null;
        var path = Path.Combine(snap is not null && Directory.Exists(snap) ? snap : folder, FileName);
        var escaped = WebUtility.HtmlEncode(url);
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write($"""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="referrer" content="no-referrer">
            <meta http-equiv="refresh" content="0; url={escaped}">
            <title>Assistant</title>
            <p><a href="{escaped}">Go on</a>

            """);
        return path;
    }

    [GeneratedRegex(@"^([a-z0-9-]+)_\1\.desktop$")]
    private static partial Regex SnapEntry();
}
