namespace Assistant.Protocol.JsonRpc;

/// <summary>
/// Every error number that crosses the wire. -32768 to -32000 belongs to JSON-RPC 2.0 (section 5.1) and -32899 to -32800 to LSP 3.17;
/// ours stand outside both, a hundred numbers to a family, so that a family can grow without renumbering.
/// </summary>
public enum RpcErrorCode
{
    /// <summary>No error; never sent.</summary>
    None = 0,

    /// <summary>JSON-RPC: the message is no JSON. Answered with id null.</summary>
    ParseError = -32700,

    /// <summary>JSON-RPC: JSON, but no request.</summary>
    InvalidRequest = -32600,

    /// <summary>JSON-RPC: nobody here serves that method.</summary>
    MethodNotFound = -32601,

    /// <summary>JSON-RPC: the parameters have the wrong shape. Data: <see cref="RpcInvalidData"/>.</summary>
    InvalidParams = -32602,

    /// <summary>JSON-RPC: a fault on the answering side. Data: <see cref="RpcInternalData"/>, whose correlation id its log has.</summary>
    InternalError = -32603,

    /// <summary>LSP: the caller cancelled the request.</summary>
    RequestCancelled = -32800,

    /// <summary>LSP: what the request was about changed while it ran.</summary>
    ContentModified = -32801,

    // -31000 to -31099: who is calling.

    /// <summary>The caller lacks the scope, or the policy says no. Data: <see cref="RpcNotAuthorisedData"/>.</summary>
    NotAuthorised = -31001,

    /// <summary>The connection has not said who it is: <c>initialize</c> comes first.</summary>
    NotInitialized = -31002,

    // -31100 to -31199: setup.

    /// <summary>A plugin or account wants something from the user first. Data: <see cref="RpcNeedsSetupData"/>.</summary>
    NeedsSetup = -31101,

    // -31200 to -31299: records.

    /// <summary>No such record, or none that this caller may know of. Data: <see cref="RpcNotFoundData"/>.</summary>
    NotFound = -31201,

    /// <summary>The record changed since the caller read it. Data: <see cref="RpcConflictData"/>.</summary>
    Conflict = -31202,

    /// <summary>Well-formed, but its content is refused. Data: <see cref="RpcInvalidData"/>, one entry per problem.</summary>
    Invalid = -31203,

    /// <summary>The record's state does not allow this, as in approving what was sent already.</summary>
    WrongState = -31204,

    // -31300 to -31399: what stands outside the host.

    /// <summary>A provider or model cannot be reached or asks to wait. Data: <see cref="RpcUnavailableData"/>.</summary>
    ProviderUnavailable = -31301,

    /// <summary>A provider answered and said no.</summary>
    ProviderRefused = -31302,

    // -31400 to -31499: limits.

    /// <summary>A limit of the connection or of a method is exceeded. Data: <see cref="RpcLimitData"/>.</summary>
    Limit = -31401,

    // -31500 to -31599: the host and its plugins.

    /// <summary>Another process holds the data folder, or the work asked for is running. </summary>
    AlreadyRunning = -31501,

    /// <summary>The host is stopping and takes no new work.</summary>
    ShuttingDown = -31502,

    /// <summary>The plugin that serves the method failed or is disabled; the message names the plugin and the cause.</summary>
    PluginFailed = -31503,

    /// <summary>The storage cannot take a write: a full disk or a read-only folder. Nothing was changed.</summary>
    StorageUnavailable = -31504,
}
