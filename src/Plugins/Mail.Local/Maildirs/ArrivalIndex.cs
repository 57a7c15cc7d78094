using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Assistant.Plugins.MailLocal.Files;

namespace Assistant.Plugins.MailLocal.Maildirs;

/// <summary>
/// Numbers the messages of one Maildir in the order in which they were first met, as an IMAP server numbers its UIDs: a cursor is then one number.
/// </summary>
/// <remarks>
/// No time could serve as a cursor. A delivery that began earlier may end later, clocks are set back, and programs carry times over from elsewhere:
/// a message with an older time than the cursor's would be lost. The numbers are kept in a file and not in the plugin's database because they can be
/// made anew from the Maildir at any time; a cursor names the file it was given for, so that losing the file is noticed and is a resync.
/// </remarks>
internal sealed class ArrivalIndex
{
    private const string Mark = "maildir-arrivals-1 ";

    /// <summary>Rewriting waits until this many numbered messages are gone from the Maildir; below, the file is small anyway.</summary>
    private const int TidyFrom = 4096;

    private readonly string _path;
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);

    private ArrivalIndex(string path, string name) => (_path, Name) = (path, name);

    /// <summary>Made at random with the file.</summary>
    public string Name { get; }

    /// <summary>The highest number given.</summary>
    public long Last { get; private set; }

    public static ArrivalIndex Open(string path)
    {
        Durable.DropTornTail(path);
        var lines = File.Exists(path) ? File.ReadLines(path, Encoding.UTF8) : [];
        ArrivalIndex? index = null;
        foreach (var line in lines)
        {
            if (index is null)
            {
                if (!line.StartsWith(Mark, StringComparison.Ordinal))
                    break;
                index = new ArrivalIndex(path, line[Mark.Length..]);
                continue;
            }

            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && long.TryParse(line.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                index.Last = Math.Max(index.Last, number);
                if (space + 1 < line.Length)
                    index._numbers[line[(space + 1)..]] = number;
            }
        }

        if (index is not null)
            return index;
        index = new ArrivalIndex(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        Durable.Replace(path, Encoding.UTF8.GetBytes(Mark + index.Name + "\n"));
        return index;
    }

    /// <summary>Numbers what is new in the Maildir, on the disk before it answers, and gives every message behind a number, in order.</summary>
    public IReadOnlyList<Arrival> Update(Maildir maildir, long after)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in maildir.Files())
            files.TryAdd(MaildirName.Key(Path.GetFileName(file.AsSpan())), file);
        var fresh = files
            .Where(f => MaildirName.IsKey(f.Key) && !_numbers.ContainsKey(f.Key))
            .Select(f => (Key: f.Key, Time: File.GetLastWriteTimeUtc(f.Value)))
            .OrderBy(f => f.Time).ThenBy(f => f.Key, StringComparer.Ordinal)
            .ToList();
        if (fresh.Count > 0)
        {
            var lines = new StringBuilder();
            foreach (var (key, _) in fresh)
            {
                _numbers[key] = ++Last;
                lines.Append(CultureInfo.InvariantCulture, $"{Last} {key}\n");
            }

            Durable.Append(_path, Encoding.UTF8.GetBytes(lines.ToString()));
        }

        if (_numbers.Count - files.Count > Math.Max(TidyFrom, files.Count))
            Tidy(files);
        return [.. _numbers
            .Where(n => n.Value > after && files.ContainsKey(n.Key))
            .OrderBy(n => n.Value)
            .Select(n => new Arrival(n.Value, n.Key, files[n.Key]))];
    }

    private void Tidy(Dictionary<string, string> files)
    {
        foreach (var key in _numbers.Keys.Where(k => !files.ContainsKey(k)).ToList())
            _numbers.Remove(key);
        // The highest number stands in a line of its own, so that it is never given twice even if its message is gone.
        var lines = new StringBuilder(Mark).Append(Name).Append('\n').Append(CultureInfo.InvariantCulture, $"{Last} \n");
        foreach (var (key, number) in _numbers)
            lines.Append(CultureInfo.InvariantCulture, $"{number} {key}\n");
        Durable.Replace(_path, Encoding.UTF8.GetBytes(lines.ToString()));
    }
}

/// <param name="Number">Its place in the order of arrival.</param>
/// <param name="Key">What stays of its name; the provider's id of the message.</param>
/// <param name="File">Where it was when the folder was read.</param>
internal sealed record Arrival(long Number, string Key, string File);
