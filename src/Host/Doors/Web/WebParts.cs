using Assistant.Host.Storage;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Doors.Web;

/// <summary>What the web door is made of.</summary>
internal sealed class WebParts
{
    public required DataFolder Folder { get; init; }

    /// <summary>The built pages' folder; it need not exist.</summary>
    public required string Pages { get; init; }

    /// <summary>The services, once the host has them.</summary>
    public required Task<IConnectionServices> Ready { get; init; }

    public required Connections Connections { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILoggerFactory Logs { get; init; }
}
