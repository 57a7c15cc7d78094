using System.Text;
using Assistant.Protocol.Plugins;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Extensions.Running;

/// <summary>Brings what a plugin writes to standard error into its log, by the line, and never more than the log can bear.</summary>
internal sealed class ErrorOutput(ILogger log)
{
    // A stack trace's line is shorter; what is longer is cut.
    private const int LongestLine = 2_000;

    // A crash with all its inner exceptions prints a few hundred; a plugin that writes on is read and not kept.
    private const int MostLines = 1_000;

    private readonly StringBuilder _line = new();
    private int _lines;

    public async Task PumpAsync(StreamReader errors)
    {
        var buffer = new char[4096];
        try
        {
            int count;
            while ((count = await errors.ReadAsync(buffer)) > 0)
                Take(buffer.AsSpan(0, count));
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The pipe broke with its process.
        }

        EndLine();
    }

    private void Take(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c == '\n')
                EndLine();
            else if (_line.Length < LongestLine && !char.IsControl(c))
                _line.Append(c);
        }
    }

    private void EndLine()
    {
        if (_line.Length > 0 && ++_lines <= MostLines)
            PluginLog.Say(log, PluginLogLevel.Warning, _lines == MostLines ? "It writes too much to standard error; the rest is left out." : _line.ToString());
        _line.Clear();
    }
}
