using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>Why a call is not made.</summary>
/// <param name="Code">For a program.</param>
/// <param name="Reason">A sentence for a person.</param>
/// <param name="Remedy">A sentence for a person; for a shell user, with the command.</param>
/// <param name="Detail">As the code's documentation names it.</param>
internal sealed record Refusal(RpcErrorCode Code, string Reason, string Remedy, RpcErrorData? Detail = null)
{
    public ModelObstacle ToObstacle() => new(Reason, Remedy);

    public RpcException ToException(Exception? inner = null) => new(Code, $"{Reason} {Remedy}", Detail, inner);

    public static Refusal Setup(string reason, string remedy) =>
        new(RpcErrorCode.NeedsSetup, reason, remedy, new RpcNeedsSetupData { Subject = "plugin:drafting", Remedy = remedy });

    public static Refusal Limit(string limit, long maximum, string reason, string remedy) =>
        new(RpcErrorCode.Limit, reason, remedy, new RpcLimitData { Limit = limit, Maximum = maximum });
}
