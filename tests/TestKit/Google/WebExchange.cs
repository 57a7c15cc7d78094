using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace Assistant.TestKit.Google;

/// <summary>One request as it came.</summary>
/// <param name="Method">GET, POST, ...</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">By name; a name may stand several times.</param>
/// <param name="Headers">By name, whatever its case.</param>
/// <param name="Body">Empty until it was read.</param>
public sealed record WebRequest(string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Asked(string name) => Query.FirstOrDefault(pair => pair.Key == name).Value;

    public IReadOnlyDictionary<string, string> Form => Pairs(Text).ToDictionary(static pair => pair.Key, static pair => pair.Value);

    public static List<KeyValuePair<string, string>> Pairs(string text) =>
        [.. text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2)).Select(static parts => new KeyValuePair<string, string>(HttpUtility.UrlDecode(parts[0]), parts.Length == 2 ? HttpUtility.UrlDecode(parts[1]) : ""))];
}

/// <summary>How a request ends.</summary>
public enum WebEnd
{
    Answered,

    /// <summary>The connection is reset in the answer's stead.</summary>
    Reset,

    /// <summary>The connection is closed in the answer's stead.</summary>
    Closed,

    /// <summary>Nothing is answered, and the connection stays.</summary>
    Silent,
}

/// <summary>One answer.</summary>
public sealed record WebAnswer(int Status, string Body = "", string ContentType = "application/json; charset=UTF-8")
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public WebEnd End { get; init; }

    public static WebAnswer Of(JsonNode json) => new(200, json.ToJsonString());

    public static WebAnswer Broken(WebEnd end) => new(0) { End = end };
}
