namespace Assistant.Protocol.JsonRpc;

/// <summary>
/// A request that can read its own plain form. The serializer first describes a type and all that is in it, which takes longer than a start should; the
/// generator uses this where a request has it.
/// </summary>
/// <typeparam name="TSelf">The request.</typeparam>
public interface IPlainRequest<TSelf>
    where TSelf : class, IPlainRequest<TSelf>
{
    /// <summary>The request that the JSON is; null for anything out of the ordinary, which the serializer then reads or refuses.</summary>
    /// <param name="json">The parameters, as UTF-8.</param>
    static abstract TSelf? TryRead(ReadOnlySpan<byte> json);
}

/// <inheritdoc cref="IPlainRequest{TSelf}.TryRead"/>
public delegate TRequest? RpcPlainReader<TRequest>(ReadOnlySpan<byte> json);
