using System.Globalization;

namespace Assistant.EndToEnd.Web;

/// <summary>One way to knock at the web door.</summary>
internal sealed record Knock(string Host, string Origin, string Token, string Transport)
{
    public override string ToString() => $"host [{Host}] origin [{Origin}] token [{Token}] by {Transport}";
}

/// <summary>
/// Every Host with every Origin, token and transport. A value is a header's value, or several where the header comes several times; none where it does not come.
/// </summary>
/// <param name="desk">Its port is part of the values, its keys are the tokens.</param>
internal sealed class DoorMatrix(OpenDesk desk)
{
    /// <summary>Stands for a header that is sent twice or more.</summary>
    private const char Again = '\n';

    private const string None = "(none)";

    private readonly int _port = desk.Port;

    public static string[] Transports { get; } = ["POST", "POST to an absolute address", "WebSocket", "a query and a cookie"];

    /// <summary>The first is the right one.</summary>
    public string[] Hosts =>
    [
        $"localhost:{_port}", None, "", "localhost", $"LOCALHOST:{_port}", $"localhost.:{_port}", $"localhost:{_port + 1}", $"localhost:0{_port}",
        $"127.0.0.1:{_port}", "127.0.0.1", $"[::1]:{_port}", $"[::ffff:127.0.0.1]:{_port}", $"[::ffff:7f00:1]:{_port}", $"2130706433:{_port}", $"0x7f000001:{_port}", $"0177.0.0.1:{_port}", $"127.1:{_port}", $"0.0.0.0:{_port}",
        "evil.example", $"evil.example:{_port}", $"localhost.evil.example:{_port}", $"evil-localhost:{_port}", $"a.localhost:{_port}", $"localhost:{_port}.evil.example",
        $"user@localhost:{_port}", $"localhost:{_port}@evil.example", $"localhost:{_port}{Again}localhost:{_port}", $"localhost:{_port}{Again}evil.example", $"evil.example{Again}localhost:{_port}", $"localhost:{_port}, evil.example",
    ];

    /// <summary>The first three are the right ones, each for its own token.</summary>
    public string[] Origins =>
    [
        None, desk.Origin, OpenDesk.Listed, "null", "", "*", $"http://localhost:{_port}", "https://localhost", $"https://localhost:{_port + 1}", $"https://LOCALHOST:{_port}", $"HTTPS://localhost:{_port}",
        $"https://localhost.:{_port}", $"https://localhost:{_port}/", $"https://127.0.0.1:{_port}", $"https://[::1]:{_port}", $"https://[::ffff:127.0.0.1]:{_port}", $"https://2130706433:{_port}",
        "https://evil.example", $"https://localhost:{_port}.evil.example", $"https://localhost.evil.example:{_port}", $"https://a.localhost:{_port}", $"https://user@localhost:{_port}", $"https://localhost:{_port}@evil.example",
        $"{OpenDesk.Listed}.evil.example", "https://a.pane.example", "http://pane.example", $"{desk.Origin}{Again}{desk.Origin}", $"{desk.Origin}{Again}https://evil.example", $"https://evil.example, {desk.Origin}", "chrome-extension://abcdefghijklmnop",
    ];

    /// <summary>The first three are valid, each for its own origin.</summary>
    public string[] Tokens => [desk.ScriptKey, desk.PageKey, desk.PaneKey, desk.RevokedKey, None, Altered(desk.ScriptKey)];

    public IEnumerable<Knock> All =>
        from host in Hosts
        from origin in Origins
        from token in Tokens
        from transport in Transports
        select new Knock(host, origin, token, transport);

    public bool IsLegitimate(Knock knock) =>
        knock.Host == Hosts[0] && knock.Transport != Transports[3] && Array.IndexOf(Origins, knock.Origin) is var index and <= 2 && Tokens[index] == knock.Token;

    public string Request(Knock knock)
    {
        const string body = """{"jsonrpc":"2.0","id":7,"method":"ping","params":{"text":"knock"}}""";
        var headers = Headers("Host", knock.Host) + Headers("Origin", knock.Origin);
        var token = knock.Token == None ? null : knock.Token;
        var length = body.Length.ToString(CultureInfo.InvariantCulture);
        var content = $"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}";
        if (knock.Transport == Transports[0])
            return $"POST /rpc HTTP/1.1\r\n{headers}{Bearer(token)}{content}";
        if (knock.Transport == Transports[1])
            return $"POST https://{Address(knock.Host)}/rpc HTTP/1.1\r\n{headers}{Bearer(token)}{content}";
        if (knock.Transport == Transports[3])
            return $"POST /rpc?token={token}&key={token}&access_token={token} HTTP/1.1\r\n{headers}Cookie: token={token}; key={token}\r\n{content}";
        var offered = token is null ? "assistant.v1" : $"assistant.v1, key.{token}";
        return $"GET /rpc HTTP/1.1\r\n{headers}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\nSec-WebSocket-Protocol: {offered}\r\n\r\n";
    }

    private static string Bearer(string? token) => token is null ? "" : $"Authorization: Bearer {token}\r\n";

    private static string Headers(string name, string value) => value == None ? "" : string.Concat(value.Split(Again).Select(each => $"{name}: {each}\r\n"));

    // The address names what the header names, or what it would have to.
    private string Address(string host) => host is None or "" ? $"localhost:{_port}" : host.Split(Again)[0].Replace(" ", "", StringComparison.Ordinal);

    private static string Altered(string key) => key[..^1] + (key[^1] == 'A' ? 'B' : 'A');
}
