using System.Globalization;

namespace Assistant.Host.Storage;

/// <summary>One numbered step of a schema: <c>NNN_name.sql</c>. A number is used once and for ever; an applied text never changes.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>
    /// Over the text with its line ends made alike, so that a checkout on Windows is the same migration.
    /// FNV-1a: it guards against slips, not attackers, and costs the start no cryptography library.
    /// </summary>
    public string Checksum
    {
        get
        {
            var hash = 14695981039346656037UL;
            foreach (var c in Sql)
            {
                if (c != '\r')
                    hash = (hash ^ c) * 1099511628211UL;
            }

            return hash.ToString("x16", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Null when the file name is not <c>NNN_name.sql</c>.</summary>
    public static Migration? Parse(string fileName, string sql)
    {
        var underscore = fileName.IndexOf('_', StringComparison.Ordinal);
        return underscore > 0
            && fileName.EndsWith(".sql", StringComparison.Ordinal)
            && int.TryParse(fileName.AsSpan(0, underscore), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new Migration(number, fileName[(underscore + 1)..^4], sql)
                : null;
    }
}
