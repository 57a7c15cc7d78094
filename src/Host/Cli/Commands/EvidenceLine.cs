using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>What a statement rests on, in one line: the deciding evidence first.</summary>
internal static class EvidenceLine
{
    public static string Of(IReadOnlyList<Evidence> evidence) => evidence is [var first, ..] ? Of(first) : "";

    public static string Of(Evidence evidence) => $"{evidence.Name}: {evidence.Value}";
}
