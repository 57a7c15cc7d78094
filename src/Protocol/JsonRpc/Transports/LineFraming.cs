using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.JsonRpc.Transports;

/// <summary>One message a line, ended by LF or CR LF; empty lines mean nothing. JSON itself needs no line break, and our writer makes none.</summary>
internal sealed class LineFraming : MessageFraming
{
    private int _searched;

    public override bool TryRead(PooledBuffer received, out ReadOnlyMemory<byte> message)
    {
        while (true)
        {
            var end = received.Span[_searched..].IndexOf((byte)'\n');
            if (end < 0)
            {
                _searched = received.Count;
                if (_searched > RpcLimits.FrameBytes)
                    throw TooLarge();
                message = default;
                return false;
            }

            end += _searched;
            _searched = 0;
            if (end > RpcLimits.FrameBytes)
                throw TooLarge();
            message = received.Memory[..end];
            received.Consume(end + 1);
            if (Blanks.Skip(message.Span) >= 0)
                return true;
        }
    }

    public override void Frame(PooledBuffer output, ReadOnlySpan<byte> message)
    {
        output.Append(message);
        output.Append("\n"u8);
    }
}
