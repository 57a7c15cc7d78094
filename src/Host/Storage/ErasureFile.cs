using System.Globalization;
using System.Text;

namespace Assistant.Host.Storage;

/// <summary>One subject that was erased from a data folder, and the rows that were found to be theirs by an address alone. Ids only.</summary>
/// <param name="Id">Of the erasure.</param>
/// <param name="At">When.</param>
/// <param name="Kind">The subject's kind.</param>
/// <param name="Record">Its id.</param>
/// <param name="Ids">Further drafts and messages.</param>
internal sealed record AnchoredErasure(string Id, DateTimeOffset At, string Kind, string Record, IReadOnlyList<string> Ids);

/// <summary>
/// Who was erased from a data folder, kept outside of it: a folder that is restored or copied back from before forgets them again before it answers anybody.
/// Written before anything is erased, so that a crash in between is finished at the next start.
/// </summary>
internal sealed class ErasureFile(string path)
{
    /// <summary>Oldest first; a line that cannot be read is left out.</summary>
    public IReadOnlyList<AnchoredErasure> Read() => File.Exists(path) ? [.. File.ReadAllLines(path).Select(Parse).OfType<AnchoredErasure>()] : [];

    /// <summary>Adds those that are not there yet; durable when it returns.</summary>
    public void Add(params IReadOnlyCollection<AnchoredErasure> erasures)
    {
        var known = Read();
        var added = erasures.Where(erasure => known.All(each => each.Id != erasure.Id)).ToList();
        if (added.Count == 0)
            return;
        DurableFile.CreateFolder(Path.GetDirectoryName(path)!);
        DurableFile.Replace(path, Encoding.UTF8.GetBytes(string.Concat(known.Concat(added).Select(Line))));
    }

    private static string Line(AnchoredErasure erasure) =>
        string.Create(CultureInfo.InvariantCulture, $"{erasure.Id} {erasure.At.ToUnixTimeMilliseconds()} {Uri.EscapeDataString(erasure.Kind)} {Uri.EscapeDataString(erasure.Record)} {string.Join(',', erasure.Ids)}\n");

    private static AnchoredErasure? Parse(string line) =>
        line.Split(' ') is [var id, var at, var kind, var record, var ids] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? new(id, DateTimeOffset.FromUnixTimeMilliseconds(time), Uri.UnescapeDataString(kind), Uri.UnescapeDataString(record), ids.Split(',', StringSplitOptions.RemoveEmptyEntries))
            : null;
}
