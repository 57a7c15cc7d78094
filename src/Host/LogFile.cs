using System.Globalization;
using Assistant.Host.Storage;
using Microsoft.Extensions.Logging;

namespace Assistant.Host;

/// <summary>The host's log, which is also what makes its loggers: the library's factory brings a container and options along, and a start waits for both. One line per entry in <c>logs/host.log</c>, the file before it kept as <c>host.1.log</c>. It holds ids and reasons, never content.</summary>
internal sealed class LogFile : ILoggerFactory
{
    // Two files of this size tell the last weeks of a desk and cost nobody's disk.
    private const long Size = 4 * 1024 * 1024;

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private StreamWriter? _writer;

    public LogFile(DataFolder folder, TimeProvider time) => (_path, _time) = (Path.Combine(folder.LogsPath, "host.log"), time);

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The host logs to its file and nowhere else.");

    public void Dispose()
    {
        lock (_gate)
        {
            _writer?.Dispose();
            _writer = null;
        }
    }

    private void Write(LogLevel level, string category, EventId id, string message, Exception? error)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{_time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {level,-11} {category}[{id.Id}] {message}");
        lock (_gate)
        {
            try
            {
                _writer ??= Open();
                _writer.WriteLine(line);
                if (error is not null)
                    _writer.WriteLine(error);
                if (_writer.BaseStream.Length > Size)
                    Turn();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // A full disk must not take the host down with it; what matters is refused where it is written.
            }
        }
    }

    private StreamWriter Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new StreamWriter(_path, options) { AutoFlush = true };
    }

    private void Turn()
    {
        _writer?.Dispose();
        _writer = null;
        File.Move(_path, Path.ChangeExtension(_path, ".1.log"), overwrite: true);
    }

    private sealed class Category(LogFile file, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                file.Write(logLevel, name, eventId, formatter(state, exception), exception);
        }
    }
}
