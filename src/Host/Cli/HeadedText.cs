namespace Assistant.Host.Cli;

/// <summary>
/// A text as people keep it in a file: lines of <c>Name: value</c>, an empty line, then the body. Lines of <c>---</c> around the head are allowed,
/// as in Markdown with front matter.
/// </summary>
/// <param name="Head">The lines of the head, in their order, by name without case.</param>
/// <param name="Body">Everything after the head.</param>
internal sealed record HeadedText(IReadOnlyList<KeyValuePair<string, string>> Head, string Body)
{
    private const string Fence = "---";

    public string? this[string name] => Head.FirstOrDefault(line => line.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public override string ToString() => string.Concat(Head.Select(line => $"{line.Key}: {line.Value}\n")) + "\n" + Body;

    /// <param name="text">The whole text.</param>
    /// <param name="file">Named in a problem.</param>
    /// <param name="names">The names that a head may have.</param>
    /// <exception cref="CliException">A line of the head is not one.</exception>
    public static HeadedText Parse(string text, string file, params IReadOnlyList<string> names)
    {
        var lines = text.ReplaceLineEndings("\n").TrimStart('\uFEFF').Split('\n');
        var head = new List<KeyValuePair<string, string>>();
        var fenced = lines[0].Trim() == Fence;
        var at = fenced ? 1 : 0;
        for (; at < lines.Length && lines[at].Trim() is { Length: > 0 } line && line != Fence; at++)
        {
            if (line.Split(':', 2) is not [var name, var value] || !names.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase))
                throw new CliException(ExitCode.Usage, $"{file}:{at + 1}: '{line}' is no line of a head.", $"Begin with lines of NAME: VALUE ({string.Join(", ", names)}), then an empty line, then the text.");
            head.Add(new(name.Trim(), value.Trim()));
        }

        var body = lines.Skip(at + 1);
        if (fenced)
            body = body.SkipWhile(string.IsNullOrWhiteSpace);
        return new HeadedText(head, string.Join('\n', body));
    }
}
