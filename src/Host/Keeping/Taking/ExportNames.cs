using System.Globalization;

namespace Assistant.Host.Keeping.Taking;

/// <summary>Names of files in an export: told apart by a number, readable by what follows it, and safe on every system.</summary>
internal sealed class ExportNames
{
    // Some systems cut at 255 bytes; letters of other scripts take up to four each.
    private const int Longest = 48;

    private readonly Dictionary<string, int> _counts = [];

    /// <param name="folder">Where it goes.</param>
    /// <param name="called">What a person calls it; may be empty.</param>
    public string Next(string folder, string called)
    {
        var number = _counts[folder] = _counts.GetValueOrDefault(folder) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{folder}/{number:0000}-{Safe(called)}");
    }

    /// <summary>Whether a name may become a file of an export that is read.</summary>
    public static bool IsSafe(string name) => name.Length is > 0 and < 300 && !name.Contains('\\', StringComparison.Ordinal) && !name.Contains(':', StringComparison.Ordinal)
        && name.Split('/').All(static step => step.Length > 0 && step is not "." and not ".." && !step.Any(char.IsControl));

    private static string Safe(string called)
    {
        var kept = string.Concat(called.Select(static c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join('-', kept).Trim('.', '-');
        if (name.Length == 0)
            return "file";
        var extension = Path.GetExtension(name);
        return name.Length <= Longest ? name : $"{name[..(Longest - Math.Min(extension.Length, 10))].TrimEnd('.', '-')}{(extension.Length <= 10 ? extension : "")}";
    }
}
