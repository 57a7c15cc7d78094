namespace Assistant.Protocol.JsonRpc;

/// <summary>
/// The one exception whose message and data the other side sees; every other exception reaches it as "internal error" with a correlation id.
/// A caller gets the same exception back, so an error passes unchanged through a host that calls a plugin for a client.
/// </summary>
/// <param name="code">What went wrong, for a program.</param>
/// <param name="message">What went wrong, in one sentence for a person; never a secret, an address or a message's body.</param>
/// <param name="detail">The <c>data</c> member, as the code's documentation names it.</param>
/// <param name="inner">What caused it, for the log of this side alone.</param>
#pragma warning disable CA1032 // An error without a code means nothing on the wire, so the parameterless forms are left out on purpose.
public sealed class RpcException(RpcErrorCode code, string message, RpcErrorData? detail = null, Exception? inner = null) : Exception(message, inner)
#pragma warning restore CA1032
{
    public RpcErrorCode Code { get; } = code;

    public RpcErrorData? Detail { get; } = detail;

    public static RpcException NotFound(string kind, string id) =>
        new(RpcErrorCode.NotFound, $"There is no {kind} with that id.", new RpcNotFoundData { Kind = kind, Id = id });

    public static RpcException Conflict(long expected, long actual) =>
        new(RpcErrorCode.Conflict, $"The record is at revision {actual}, not {expected}: read it again, then repeat the change.", new RpcConflictData { Expected = expected, Actual = actual });

    public static RpcException Invalid(params IReadOnlyList<RpcProblem> problems) =>
        new(RpcErrorCode.Invalid, problems.Count == 1 ? $"{problems[0].Path}: {problems[0].Problem}" : $"{problems.Count} things are wrong; the first is {problems[0].Path}: {problems[0].Problem}", new RpcInvalidData { Problems = problems });

    public static RpcException Invalid(string path, string problem, string? remedy = null) =>
        Invalid(new RpcProblem { Path = path, Problem = problem, Remedy = remedy });

    public static RpcException NotAuthorised(string scope) =>
        new(RpcErrorCode.NotAuthorised, $"This needs the scope '{scope}', which this connection does not hold.", new RpcNotAuthorisedData { Requires = scope });
}
