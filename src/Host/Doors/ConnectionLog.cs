using Assistant.Protocol.JsonRpc;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Doors;

/// <summary>Notes what went wrong on a connection; never parameters or results.</summary>
internal sealed partial class ConnectionLog(ILogger log) : RpcObserver
{
    public override void Failed(string method, string correlationId, Exception exception) => LogFailed(log, method, correlationId, exception);

    public override void Rejected(RpcErrorCode reason, string message) => LogRejected(log, reason, message);

    public override void Refused(RpcMethod method, RpcErrorCode reason) => LogRefused(log, method.Name, reason);

    [LoggerMessage(101, LogLevel.Error, "{Method} failed ({CorrelationId})")]
    private static partial void LogFailed(ILogger log, string method, string correlationId, Exception exception);

    [LoggerMessage(102, LogLevel.Warning, "A message was rejected ({Reason}): {Problem}")]
    private static partial void LogRejected(ILogger log, RpcErrorCode reason, string problem);

    [LoggerMessage(103, LogLevel.Information, "{Method} was refused ({Reason})")]
    private static partial void LogRefused(ILogger log, string method, RpcErrorCode reason);
}
