using System.Text;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Documents;

/// <summary>Changes lines of a version in its own file. What a line and its new text have in common stays where it is, so that its styles stay with it.</summary>
internal sealed class DocumentTailor(DocumentKeeper keeper, DocumentReader reader, FormatBytes bytes)
{
    private const int MostChanges = 500;

    /// <exception cref="RpcException">Everything that does not fit, by path.</exception>
    public async ValueTask<byte[]> ApplyAsync(DocumentRow row, VersionRow version, IReadOnlyList<LineChange> changes, CancellationToken cancel)
    {
        if (changes.Count is 0 or > MostChanges)
            throw RpcException.Invalid("$.changes", changes.Count == 0 ? "are none" : $"are more than {MostChanges}", "Name the lines to change.");
        var text = await reader.ReadAsync(row, version, cancel);
        if (!version.IsText && text.ReadBy == ReadText.HandedIn)
            throw RpcException.Invalid("$.version", "has a text that was handed in beside the file, so its lines are not the file's", "Add the file by itself, and tailor that.");
        var edits = Edits(text.Lines, changes);
        if (version.IsText)
            return Encoding.UTF8.GetBytes(Apply(reader.Typed(version), edits));
        var file = new FormatFile { Type = version.Type, Content = keeper.Carry(version) };
        return bytes.Read((await reader.CallAsync((plugin, late) => plugin.TailorAsync(new FormatTailorRequest { File = file, Edits = edits }, late), cancel)).Content);
    }

    private static List<LineEdit> Edits(IReadOnlyList<DocumentLine> lines, IReadOnlyList<LineChange> changes)
    {
        var problems = new List<RpcProblem>();
        var edits = new List<LineEdit>();
        var taken = new List<(int Line, int From, int To)>();
        foreach (var (index, change) in changes.Index())
        {
            var path = $"$.changes[{index}]";
            if (change.Line < 1 || change.Line > lines.Count)
            {
                problems.Add(new RpcProblem { Path = path + ".line", Problem = $"is none of the {lines.Count} lines", Remedy = "Take a number that documents/text has." });
                continue;
            }

            var line = lines[change.Line - 1];
            var (before, after) = (WithoutMark(change.Old, line), WithoutMark(change.New, line));
            var at = before.Length == 0 ? -1 : line.Text.IndexOf(before, StringComparison.Ordinal);
            if (at < 0 || line.Text.IndexOf(before, at + 1, StringComparison.Ordinal) >= 0)
                problems.Add(new RpcProblem { Path = path + ".old", Problem = $"does not stand in line {change.Line}{(at < 0 ? "" : " once")}", Remedy = "Read the text again, and give the line as it is." });
            else if (after.EnumerateRunes().Any(static rune => Rune.IsControl(rune) && rune.Value != '\t'))
                problems.Add(new RpcProblem { Path = path + ".new", Problem = "has a line break or a control character", Remedy = "Give one line of text." });
            else if (taken.Exists(other => other.Line == change.Line && other.From < at + before.Length && at < other.To))
                problems.Add(new RpcProblem { Path = path, Problem = "touches what another change does", Remedy = "Make one change of the two." });
            else
            {
                taken.Add((change.Line, at, at + before.Length));
                edits.AddRange(Between(change.Line, at, before, after));
            }
        }

        return problems.Count > 0 ? throw RpcException.Invalid(problems) : edits;
    }

    private static string WithoutMark(string text, DocumentLine line) =>
        line.Mark.Length > 0 && text.StartsWith(line.Mark, StringComparison.Ordinal) && !line.Text.StartsWith(line.Mark, StringComparison.Ordinal) ? text[line.Mark.Length..] : text;

    // Word by word: what is between two common words is one edit.
    private static IEnumerable<LineEdit> Between(int line, int at, string before, string after)
    {
        var (old, young) = (Words(before), Words(after));
        var (i, j, place) = (0, 0, at);
        foreach (var (oldAt, youngAt) in Sequences.Common(old, young).Append((old.Count, young.Count)))
        {
            var gone = old.Skip(i).Take(oldAt - i).Sum(static word => word.Length);
            var come = string.Concat(young.Skip(j).Take(youngAt - j));
            if (gone > 0 || come.Length > 0)
                yield return new LineEdit(line, place, gone, come);
            place += gone + (oldAt < old.Count ? old[oldAt].Length : 0);
            (i, j) = (oldAt + 1, youngAt + 1);
        }
    }

    // Words, and each sign between them by itself.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (int from = 0, at = 1; at <= text.Length; at++)
        {
            if (at < text.Length && IsWord(text[at]) && IsWord(text[at - 1]))
                continue;
            words.Add(text[from..at]);
            from = at;
        }

        return text.Length == 0 ? [] : words;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c);

    private static string Apply(string text, List<LineEdit> edits)
    {
        var places = new List<int>();
        for (int start = 0, i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is not ('\n' or '\r' or '\f' or '\u0085' or '\u2028' or '\u2029'))
                continue;
            var line = text.AsSpan(start, i - start);
            if (!line.IsWhiteSpace())
                places.Add(start + line.Length - line.TrimStart().Length);
            start = i + 1;
        }

        var made = new StringBuilder(text);
        foreach (var edit in edits.OrderByDescending(static edit => edit.Line).ThenByDescending(static edit => edit.At))
        {
            var at = places[edit.Line - 1] + edit.At;
            made.Remove(at, edit.Length).Insert(at, edit.Text);
        }

        return made.ToString();
    }
}
