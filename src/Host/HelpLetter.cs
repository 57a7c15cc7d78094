using System.Runtime.InteropServices;
using System.Text;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host;

/// <summary>What somebody who helps asks first, without what is nobody's business: findings stand by code and level, never with their words, which name folders, mailboxes and servers.</summary>
internal static class HelpLetter
{
    private const string Subject = "Help with Assistant";

    /// <summary>What its writer adds. A draft that still has it cannot be approved.</summary>
    private const string OwnWords = "{{what you did, and what happened}}";

    private const int LongestCode = 80;

    public static HostHelpLetterResponse Of(IEnumerable<Finding> findings, IEnumerable<PluginInfo> plugins)
    {
        var body = new StringBuilder($"Hello,\n\n{OwnWords}\n\nWhat `assistant doctor` finds:\n\n");
        var wrong = findings.Where(static finding => finding.Level != FindingLevel.Well).Select(static finding => $"* {(finding.Level == FindingLevel.Failure ? "failed" : "warning")}: `{Plain(finding.Code)}`").ToList();
        body.AppendJoin('\n', wrong.Count == 0 ? ["* nothing"] : wrong);
        body.Append("\n\nWhat runs here:\n\n");
        body.AppendJoin('\n', [
            $"* Assistant {Installation.Version}, SQLite {SqliteLibrary.Version}, {RuntimeInformation.FrameworkDescription}",
            $"* {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
            .. plugins.Select(static plugin => $"* `{Plain(plugin.Id)}` {Plain(plugin.Version ?? "")}, {plugin.State.ToString().ToLowerInvariant()}"),
        ]);
        return new HostHelpLetterResponse { Subject = Subject, Body = body.Append('\n').ToString() };
    }

    // A plugin chooses its codes, and could say anything in them.
    private static string Plain(string text) => string.Concat(text.Take(LongestCode).Where(static sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '_' or '+'));
}
