namespace Assistant.Protocol.JsonRpc;

/// <summary>The connection ended before a call was answered. Not an <see cref="RpcException"/>: it says nothing about whether the call took place, and it never crosses a wire.</summary>
#pragma warning disable CA1032 // The reason is what makes it useful, so the parameterless forms are left out on purpose.
public sealed class RpcConnectionException(string message, Exception? inner = null) : IOException(message, inner);
#pragma warning restore CA1032
