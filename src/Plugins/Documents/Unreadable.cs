using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.Documents;

/// <summary>What a file that cannot be read is answered with.</summary>
internal static class Unreadable
{
    public const string Damaged = "Open it in the program that made it, save it again, and add that file.";

    public static RpcException Because(string problem, string remedy = Damaged, Exception? inner = null) =>
        new(RpcErrorCode.Invalid, $"The file {problem}.", new RpcInvalidData { Problems = [new RpcProblem { Path = "$.content", Problem = problem, Remedy = remedy }] }, inner);
}
