using System.Globalization;
using System.Text;

namespace Assistant.Host.Storage;

/// <summary>Which process holds a data folder, as its lock file says.</summary>
internal sealed record HostHolder(int ProcessId, string Endpoint, string Version)
{
    /// <summary>With the program beside it, so that an editor finds the one that runs; which nobody here reads back.</summary>
    public byte[] Encode() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"pid={ProcessId}\nendpoint={Endpoint}\nversion={Version}\nprogram={Environment.ProcessPath}\n"));

    /// <summary>Null when the text is not a holder's.</summary>
    public static HostHolder? Parse(string text)
    {
        int? process = null;
        string? endpoint = null, version = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("pid=", StringComparison.Ordinal) && int.TryParse(line.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                process = number;
            else if (line.StartsWith("endpoint=", StringComparison.Ordinal))
                endpoint = line[9..];
            else if (line.StartsWith("version=", StringComparison.Ordinal))
                version = line[8..];
        }

        return process is { } id && endpoint is not null && version is not null ? new HostHolder(id, endpoint, version) : null;
    }
}
