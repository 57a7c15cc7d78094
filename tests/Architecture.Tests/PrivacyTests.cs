using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Architecture.Tests;

/// <summary>PRIVACY.md promises nothing that no test holds.</summary>
public sealed partial class PrivacyTests
{
    // The folders that call out: to the page that the user asks for, to the models that they set up, and to Google for Gmail.
    private static readonly string[] Outward = ["src/Host/Records/Fetching/", "src/Plugins/Drafting/Models/Providers/", "src/Plugins/Mail.Gmail/Calls/"];

    // What a program needs to call out. The host's doors listen, and its plugins run the command that the user named.
    private static readonly string[] Callers = ["HttpClient", "HttpMessageInvoker", "SocketsHttpHandler", "TcpClient", "UdpClient", "SmtpClient", "WebRequest", "ClientWebSocket", "Dns"];

    private static readonly Lazy<HashSet<string>> Tests = new(() => [.. TestNames()]);

    [Fact]
    public void Promises_OfThePrivacyPage_AreEachHeldByATestThatExists()
    {
        var promises = Promises().ToList();

        Assert.True(promises.Count > 10, "The page has fewer promises than this test knows to read.");
        Assert.Equal([], promises.Where(static promise => !Held().IsMatch(promise)));
        Assert.Equal([], promises.SelectMany(Named).Where(static name => !Tests.Value.Contains(name)));
    }

    [Fact]
    public void Sources_OfTheHost_CallNobody()
    {
        var calls =
            from file in Repository.Files("src", "*.cs")
            where !Outward.Any(folder => Repository.Relative(file).StartsWith(folder, StringComparison.Ordinal))
            from name in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
            where Callers.Contains(name.Identifier.Text) && name.Parent is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: nameof(UriHostNameType) } }
            select $"{Repository.Relative(file)}: {name.Identifier.Text}";

        Assert.Empty(calls);
    }

    // A promise is an item of a list; it goes on to the next item, heading, or empty line.
    private static IEnumerable<string> Promises() =>
        Item().Matches(File.ReadAllText(Path.Combine(Repository.Root, "PRIVACY.md")).ReplaceLineEndings("\n")).Select(static match => match.Value);

    private static IEnumerable<string> Named(string promise) =>
        Held().Matches(promise).SelectMany(static match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries));

    private static IEnumerable<string> TestNames() =>
        from file in Repository.Files("tests", "*.cs")
        from method in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(static list => list.Attributes).Any(static attribute => Test().IsMatch(attribute.Name.ToString()))
        select $"{((TypeDeclarationSyntax)method.Parent!).Identifier.Text}.{method.Identifier.Text}";

    [GeneratedRegex(@"^\* .*(\n(?!\* |#|\n).+)*", RegexOptions.Multiline)]
    private static partial Regex Item();

    [GeneratedRegex(@"\(held by: ([^)]+)\)")]
    private static partial Regex Held();

    [GeneratedRegex("(Fact|Theory)$")]
    private static partial Regex Test();
}
