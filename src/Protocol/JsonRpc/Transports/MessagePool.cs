using System.Buffers;

namespace Assistant.Protocol.JsonRpc.Transports;

/// <summary>
/// The memory that messages are read into and written from. Small arrays are everyone's; of large ones a few are kept for all threads together, because the
/// shared pool keeps some for each thread, which a flood of large messages makes hundreds of megabytes.
/// </summary>
public sealed class MessagePool : ArrayPool<byte>
{
    private const int Large = 128 * 1024;
    private const int Kept = 4;

    private static readonly ArrayPool<byte> s_large = Create(4 * RpcLimits.FrameBytes, Kept);

    private MessagePool()
    {
    }

    public static MessagePool Instance { get; } = new();

    public override byte[] Rent(int minimumLength) => minimumLength > Large ? s_large.Rent(minimumLength) : Shared.Rent(minimumLength);

    public override void Return(byte[] array, bool clearArray = false)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.Length > Large)
            s_large.Return(array, clearArray);
        else
            Shared.Return(array, clearArray);
    }
}
