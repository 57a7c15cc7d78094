namespace Assistant.Protocol.JsonRpc;

/// <summary>Stands for the request of a method that takes none and for the result of one that gives none (<c>null</c> on the wire).</summary>
public readonly record struct RpcNone;
