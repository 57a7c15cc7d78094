using Assistant.Host.Storage.Secrets;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Storage;

/// <summary>What the storage's own exceptions mean to a caller on the wire.</summary>
internal static class RpcFaults
{
    /// <summary>Null for an exception that must stay inside (an internal error).</summary>
    public static RpcException? Translate(Exception error) => error switch
    {
        RpcException known => known,
        RevisionConflictException { Actual: { } actual } conflict => RpcException.Conflict(conflict.Expected, actual),
        RevisionConflictException conflict => RpcException.NotFound(conflict.Table, conflict.Id),
        SecretPlaceException secrets => new(RpcErrorCode.NeedsSetup, secrets.Reason, new RpcNeedsSetupData { Subject = "host", Remedy = secrets.Remedy }, secrets),
        StorageException { Fault: StorageFault.Limit } limit => new(RpcErrorCode.Limit, limit.Message, null, limit),
        StorageException { Fault: not StorageFault.Constraint } storage => new(RpcErrorCode.StorageUnavailable, storage.Message, null, storage),
        _ => null,
    };
}
