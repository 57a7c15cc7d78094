using System.Globalization;

namespace Assistant.Host.Storage;

/// <summary>Names made from or for paths.</summary>
internal static class PathName
{
    // Long enough for a reversed-domain id, short enough for every file system.
    private const int LongestId = 100;

    /// <summary>A short name that stands for a full path. FNV-1a: it names, it does not protect.</summary>
    public static string Short(string path)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))
            hash = (hash ^ c) * 1099511628211UL;
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether an id can be a file name everywhere: lower-case letters, digits, and single '.', '-' or '_' between them.</summary>
    public static bool IsId(string id)
    {
        if (id.Length is 0 or > LongestId)
            return false;
        var separator = true;
        foreach (var c in id)
        {
            var letter = char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
            if (!letter && (separator || c is not ('.' or '-' or '_')))
                return false;
            separator = !letter;
        }

        return !separator;
    }
}
