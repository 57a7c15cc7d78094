using System.Diagnostics;
using System.Text;

namespace Assistant.Bench.Rpc;

/// <summary>The one client of every row: it blocks, sends frames made beforehand and reads frames without looking into them, so that only the servers differ.</summary>
internal sealed class TimedClient(Stream input, Stream output, bool raw)
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;

    public static byte[] Request(string method, string text) => Frame($$$"""{"jsonrpc":"2.0","id":100,"method":"{{{method}}}","params":{"text":"{{{text}}}"}}""");

    public static byte[] Frame(string json) => Encoding.UTF8.GetBytes($"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    /// <summary>Median microseconds of a round trip.</summary>
    public double RoundTrip(byte[] request, int count)
    {
        var ticks = new long[count];
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            output.Write(request);
            output.Flush();
            ReadFrame(request.Length);
            ticks[i] = Stopwatch.GetTimestamp() - started;
        }

        Array.Sort(ticks);
        return ticks[count / 2] * 1e6 / Stopwatch.Frequency;
    }

    /// <summary>Answers a second, with <paramref name="inFlight"/> requests unanswered at any time.</summary>
    public double Throughput(byte[] request, int count, int inFlight)
    {
        var burst = Burst(request, inFlight);

        var started = Stopwatch.GetTimestamp();
        output.Write(burst.AsSpan(0, inFlight * request.Length));
        output.Flush();
        var sent = inFlight;
        for (var answered = 0; answered < count;)
        {
            ReadFrame(request.Length);
            var more = 1;
            while (HasFrame(request.Length) && answered + more < count)
            {
                ReadFrame(request.Length);
                more++;
            }

            answered += more;
            var next = Math.Min(more, count - sent);
            if (next <= 0)
                continue;
            output.Write(burst.AsSpan(sent % inFlight * request.Length, next * request.Length));
            output.Flush();
            sent += next;
        }

        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public string Call(string json)
    {
        output.Write(Frame(json));
        output.Flush();
        var (at, length) = ReadFrame(0);
        return Encoding.UTF8.GetString(_buffer, at, length);
    }

    // Twice as many as are ever in flight, numbered in a circle, so that any run of them is one piece and no two unanswered ones share an id.
    private static byte[] Burst(byte[] request, int inFlight)
    {
        var burst = new byte[request.Length * inFlight * 2];
        var id = request.AsSpan().IndexOf("100,"u8);
        for (var i = 0; i < inFlight * 2; i++)
        {
            request.CopyTo(burst, i * request.Length);
            Encoding.UTF8.GetBytes($"{100 + (i % inFlight)}").CopyTo(burst, (i * request.Length) + id);
        }

        return burst;
    }

    private (int At, int Length) ReadFrame(int rawLength)
    {
        while (true)
        {
            if (TryTake(rawLength, out var frame))
                return frame;
            if (_start > 0)
            {
                Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
                (_start, _end) = (0, _end - _start);
            }

            var count = input.Read(_buffer, _end, _buffer.Length - _end);
            if (count == 0)
                throw new EndOfStreamException("The server closed the connection.");
            _end += count;
        }
    }

    private bool HasFrame(int rawLength)
    {
        var start = _start;
        var has = TryTake(rawLength, out _);
        _start = start;
        return has;
    }

    private bool TryTake(int rawLength, out (int At, int Length) frame)
    {
        var received = _buffer.AsSpan(_start, _end - _start);
        frame = default;
        if (raw)
        {
            if (received.Length < rawLength)
                return false;
            frame = (_start, rawLength);
            _start += rawLength;
            return true;
        }

        var headers = received.IndexOf("\r\n\r\n"u8);
        if (headers < 0)
            return false;
        var digits = received["Content-Length: ".Length..];
        var length = 0;
        for (var i = 0; digits[i] is >= (byte)'0' and <= (byte)'9'; i++)
            length = (length * 10) + digits[i] - '0';
        if (received.Length < headers + 4 + length)
            return false;
        frame = (_start + headers + 4, length);
        _start += headers + 4 + length;
        return true;
    }
}
