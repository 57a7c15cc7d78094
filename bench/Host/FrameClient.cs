using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace Assistant.Bench.Host;

/// <summary>A WebSocket client that blocks, sends frames made beforehand and reads frames without looking into them, so that only the servers differ.</summary>
internal sealed class FrameClient(Stream stream)
{
    private const int ControlFrames = 0x08;

    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;

    /// <summary>Masked, as a client's are; with the key 0, which leaves the text as it is and the server its work.</summary>
    public static byte[] Request(string method, int id)
    {
        var text = Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"{{{method}}}","params":{"text":"The quick brown fox jumps over the lazy dog. "}}""");
        return text.Length < 126 ? [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. text] : [0x81, 0xFE, (byte)(text.Length >> 8), (byte)text.Length, 0, 0, 0, 0, .. text];
    }

    /// <summary>Microseconds of one round trip.</summary>
    public double RoundTrip(byte[] request)
    {
        var begun = Stopwatch.GetTimestamp();
        stream.Write(request);
        stream.Flush();
        while (!TryTake())
            Fill();
        return Stopwatch.GetElapsedTime(begun).TotalMicroseconds;
    }

    /// <summary>Answers a second, with <paramref name="inFlight"/> requests unanswered at any time.</summary>
    public double Throughput(string method, int count, int inFlight)
    {
        // Twice around, so that any run of them is one piece and no two unanswered ones share an id.
        var requests = Enumerable.Range(0, inFlight * 2).Select(i => Request(method, 100 + (i % inFlight))).ToArray();
        var (length, burst) = (requests[0].Length, requests.SelectMany(request => request).ToArray());
        var begun = Stopwatch.GetTimestamp();
        stream.Write(burst.AsSpan(0, inFlight * length));
        for (var (sent, answered) = (inFlight, 0); answered < count;)
        {
            var more = 0;
            while (TryTake())
                more++;
            answered += more;
            var next = Math.Min(more, count - sent);
            if (next > 0)
                stream.Write(burst.AsSpan(sent % inFlight * length, next * length));
            sent += Math.Max(next, 0);
            if (answered < count)
                Fill();
        }

        return count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
        }

        var count = stream.Read(_buffer, _end, _buffer.Length - _end);
        if (count == 0)
            throw new EndOfStreamException("The server closed the connection.");
        _end += count;
    }

    // A ping is taken and not counted; the bench ends before its answer is missed.
    private bool TryTake()
    {
        while (true)
        {
            var received = _buffer.AsSpan(_start, _end - _start);
            if (received.Length < 2)
                return false;
            var (header, length) = (2, (int)received[1]);
            if (length == 126)
            {
                if (received.Length < 4)
                    return false;
                (header, length) = (4, BinaryPrimitives.ReadUInt16BigEndian(received[2..]));
            }

            if (received.Length < header + length)
                return false;
            _start += header + length;
            if ((received[0] & ControlFrames) == 0)
                return true;
        }
    }
}
