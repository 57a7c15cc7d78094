using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>The words in which the ledger and the log say how a call ended.</summary>
internal static class Outcomes
{
    public const string Running = "running";
    public const string Done = "done";
    public const string Cancelled = "cancelled";

    /// <summary>The program ended while the model was answering; what it cost is not known, so the estimate stands.</summary>
    public const string Interrupted = "interrupted";

    public const string DayBudget = "dayBudget";
    public const string SubjectBudget = "subjectBudget";
    public const string Rule = "rule";
    public const string Context = "contextTokens";

    public static string Of(Exception? error) => error switch
    {
        null => Done,
        OperationCanceledException => Cancelled,
        RpcException { Detail: RpcLimitData limit } => limit.Limit,
        RpcException { Code: RpcErrorCode.NeedsSetup } => "needsSetup",
        RpcException { Code: RpcErrorCode.ProviderUnavailable } => "unavailable",
        RpcException { Code: RpcErrorCode.ProviderRefused } => "refused",
        _ => "failed",
    };
}
