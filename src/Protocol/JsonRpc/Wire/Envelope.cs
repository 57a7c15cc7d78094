namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>A message taken apart. The spans point into the read buffer; an empty one means the member is missing.</summary>
internal ref struct Envelope
{
    public ReadOnlySpan<byte> Id;
    public ReadOnlySpan<byte> Method;
    public ReadOnlySpan<byte> Params;
    public ReadOnlySpan<byte> Result;
    public ReadOnlySpan<byte> Error;

    public readonly bool IsCall => !Method.IsEmpty;

    public readonly bool IsNotification => IsCall && Id.IsEmpty;

    public readonly bool IsResponse => !IsCall && (!Result.IsEmpty || !Error.IsEmpty);

    public readonly RpcId ReadId() => Id.IsEmpty ? RpcId.Null : RpcId.Read(Id);
}
