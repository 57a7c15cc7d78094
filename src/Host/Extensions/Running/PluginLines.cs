using System.Text;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Extensions.Running;

/// <summary>
/// One plugin's log. A secret that the plugin was given or keeps is starred out of every line before it is kept or passed on: what a plugin
/// writes is its author's doing, and the log is shown on screens and sent with questions.
/// </summary>
internal sealed class PluginLines(ILogger log, TimeProvider time) : ILogger
{
    /// <summary>The last days of a plugin that fares well, and the whole of one bad start.</summary>
    public const int Kept = 500;

    // As much as a person reads of one line; with the bound above half a megabyte at worst.
    private const int LongestLine = 1_000;

    // Shorter ones ("yes", a port) stand in too many innocent words, and are no secrets.
    private const int ShortestSecret = 6;

    // A plugin that renews its token every hour is still hidden after days.
    private const int MostSecrets = 64;

    private readonly Queue<PluginLogLine> _lines = new();
    private readonly Queue<string> _secrets = new();
    private readonly Lock _gate = new();

    /// <summary>The last lines, oldest first.</summary>
    public IReadOnlyList<PluginLogLine> Last(int most)
    {
        lock (_gate)
            return [.. _lines.Skip(Math.Max(0, _lines.Count - most))];
    }

    /// <summary>Never shows this from here on, as text or in base 64.</summary>
    public void Hide(ReadOnlySpan<byte> secret)
    {
        foreach (var form in (string[])[Encoding.UTF8.GetString(secret), Convert.ToBase64String(secret)])
        {
            lock (_gate)
            {
                if (form.Length < ShortestSecret || _secrets.Contains(form))
                    continue;
                _secrets.Enqueue(form);
                if (_secrets.Count > MostSecrets)
                    _secrets.Dequeue();
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = Starred(formatter(state, exception));
        lock (_gate)
        {
            _lines.Enqueue(new PluginLogLine(time.GetUtcNow(), Word(logLevel), text.Length > LongestLine ? text[..LongestLine] + " ..." : text));
            if (_lines.Count > Kept)
                _lines.Dequeue();
        }

        log.Log(logLevel, eventId, text, exception, static (said, _) => said);
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "information",
        LogLevel.Warning => "warning",
        _ => "error",
    };

    private string Starred(string text)
    {
        lock (_gate)
        {
            foreach (var secret in _secrets)
                text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        return text;
    }
}
