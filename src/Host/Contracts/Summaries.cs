using System.Text.RegularExpressions;
using System.Xml.Linq;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Contracts;

/// <summary>The docstrings of <c>Assistant.Protocol</c>, as the compiler wrote them beside it.</summary>
internal sealed partial class Summaries
{
    private readonly Dictionary<string, string> _byMember;

    private Summaries(Dictionary<string, string> byMember) => _byMember = byMember;

    public static Summaries Read()
    {
        var path = Path.ChangeExtension(typeof(IPlugin).Assembly.Location, ".xml");
        return new(XDocument.Load(path).Descendants("member")
            .GroupBy(static member => Key((string)member.Attribute("name")!), StringComparer.Ordinal)
            .ToDictionary(static members => members.Key, static members => Plain(members.First().Element("summary")), StringComparer.Ordinal));
    }

    public string OfType(Type type) => _byMember.GetValueOrDefault("T:" + type.FullName) ?? "";

    public string OfMethod(Type type, string method) => _byMember.GetValueOrDefault($"M:{type.FullName}.{method}") ?? "";

    private static string Key(string name) => name.Split('(')[0];

    // <see cref="T:A.B.C"/> as `C`, <c>x</c> as `x`, everything else as its text, in one line.
    private static string Plain(XElement? summary)
    {
        if (summary is null)
            return "";
        foreach (var code in summary.Descendants("c").ToList())
            code.ReplaceWith($"`{code.Value}`");
        foreach (var see in summary.Descendants("see").ToList())
            see.ReplaceWith($"`{((string?)see.Attribute("cref") ?? (string?)see.Attribute("langword") ?? "").Split('(')[0].Split('.', ':')[^1]}`");
        return Blanks().Replace(summary.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
