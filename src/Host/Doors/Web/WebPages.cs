using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Assistant.Host.Doors.Web;

/// <summary>
/// The built pages, from one folder beside the program; where they were not built, one page that says how to get them. Nothing of the host is in them:
/// whoever may not ask the host learns nothing here.
/// </summary>
/// <param name="folder">Holds <c>index.html</c> and what it names.</param>
internal sealed class WebPages(string folder)
{
    private const string Index = "index.html";

    private static readonly byte[] Fallback = Encoding.UTF8.GetBytes("""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Assistant</title></head>
        <body>
        <h1>The pages of Assistant were not built</h1>
        <p>They need Node.js 20 or newer when the program is built. Install it, run <code>./assistant status</code> in the source folder, which builds what is missing, and load this page again.</p>
        <p>Everything also works without them: <code>./assistant help</code> lists the commands.</p>
        <h1 lang="de">Die Seiten von Assistant wurden nicht gebaut</h1>
        <p lang="de">Dafür braucht es beim Bauen Node.js 20 oder neuer. Danach baut <code>./assistant status</code> im Quellordner, was fehlt; dann diese Seite neu laden.</p>
        <p lang="de">Ohne sie geht alles auch so: <code>./assistant help</code> nennt die Befehle.</p>
        </body>
        </html>
        """);

    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <summary>Whether there is a page to show.</summary>
    public static bool In(string folder) => File.Exists(Path.Combine(folder, Index));

    /// <summary>False where there is nothing at that path.</summary>
    public async Task<bool> TryAnswerAsync(WebExchange exchange)
    {
        var path = exchange.Path;
        if (Find(path) is { } file)
        {
            await SendAsync(exchange, file);
            return true;
        }

        if (path != "/")
            return false;
        await exchange.SendAsync("text/html; charset=utf-8", Fallback);
        return true;
    }

    // A name that is not plainly a file's is none: no dots in front, no separators of other systems, nothing encoded.
    private FileInfo? Find(string path)
    {
        var names = path == "/" ? [Index] : path[1..].Split('/');
        if (names.Any(static name => name.Length == 0 || name[0] == '.' || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')))
            return null;
        var file = new FileInfo(Path.Combine([_root, .. names]));
        return file.Exists && TypeOf(file.Extension) is not null ? file : null;
    }

    // The tag is of what is in the file, and says nothing of when it was built. A browser asks each time and gets the new build at once; on this machine
    // asking is quick.
    private static async Task SendAsync(WebExchange exchange, FileInfo file)
    {
        byte[] hash;
        await using (var content = file.OpenRead())
            hash = await SHA256.HashDataAsync(content, exchange.Aborted);
        var tag = $"\"{Convert.ToHexStringLower(hash)}\"";
        exchange.Answered.ETag = tag;
        exchange.Answered.CacheControl = "no-cache";
        if (exchange.Asked.IfNoneMatch == tag)
        {
            exchange.Status = StatusCodes.Status304NotModified;
            return;
        }

        await exchange.SendFileAsync(TypeOf(file.Extension)!, file);
    }

    private static string? TypeOf(string extension) => extension switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".json" or ".map" => "application/json; charset=utf-8",
        ".webmanifest" => "application/manifest+json",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".txt" => "text/plain; charset=utf-8",
        ".md" => "text/markdown; charset=utf-8",
        _ => null,
    };
}
