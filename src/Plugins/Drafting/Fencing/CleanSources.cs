using System.Buffers;
using System.Globalization;
using Assistant.Mail.Html;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Fencing;

/// <summary>The sources as a model may see them: one visible line each, in the order given.</summary>
/// <param name="Sources">Those that have something left.</param>
/// <param name="Notices">What was taken away, for a person.</param>
internal sealed record CleanSources(IReadOnlyList<WritingSource> Sources, IReadOnlyList<string> Notices)
{
    private const string IdRemedy = "Ids are letters, figures and '.', ':', '_' or '-', each once.";

    private const string Removed = "was taken out of what somebody else wrote before it was used.";

    private static readonly char[] BreakList = ['\r', '\n', '\u0085', '\u2028', '\u2029', '\v', '\f'];

    private static readonly SearchValues<char> Breaks = SearchValues.Create(BreakList);

    /// <summary>Errors: invalid, where ids are not unique or not in their alphabet.</summary>
    public static CleanSources Of(IReadOnlyList<WritingSource> sources)
    {
        Require(sources);
        var texts = new string[sources.Count];
        var (invisible, markup, encoded, cut) = (false, false, false, false);
        var hidden = new List<string>();
        for (var i = 0; i < texts.Length; i++)
        {
            var line = OneLine(sources[i].Text);
            texts[i] = Invisible.Remove(line);
            invisible |= sources[i].IsForeign() && texts[i].Length != line.Length;
        }

        foreach (var kind in sources.Where(static s => s.IsForeign()).Select(static s => s.Kind).Distinct())
        {
            // A comment may begin on one line and end on another, so a text is swept whole.
            int[] places = [.. Enumerable.Range(0, texts.Length).Where(i => sources[i].Kind == kind)];
            var swept = VisibleHtml.OfText(string.Join('\n', places.Select(i => texts[i])));
            markup |= swept.HasMarkup;
            hidden.AddRange(swept.Hidden);
            var lines = swept.Text.Split('\n');
            for (var i = 0; i < places.Length; i++)
                texts[places[i]] = EncodedRuns.Cut(lines[i], ref encoded);
        }

        var kept = new List<WritingSource>(sources.Count);
        for (var i = 0; i < texts.Length; i++)
        {
            if (Shorten(texts[i].Trim(), ref cut) is { Length: > 0 } text)
                kept.Add(sources[i] with { Text = text });
        }

        return new CleanSources(kept,
        [
            .. invisible ? (string[])[$"Invisible characters: {Removed}"] : [],
            .. markup ? (string[])[$"HTML: {Removed}"] : [],
            .. hidden.Take(FenceLimits.HiddenShown).Select(static text => $"Hidden text, \"{text}\": {Removed}"),
            .. hidden.Count > FenceLimits.HiddenShown ? (string[])[string.Create(CultureInfo.InvariantCulture, $"{hidden.Count - FenceLimits.HiddenShown} more pieces of hidden text: {Removed}")] : [],
            .. encoded ? (string[])[$"Encoded data: {Removed}"] : [],
            .. cut ? (string[])[string.Create(CultureInfo.InvariantCulture, $"Lines of more than {FenceLimits.Line} characters were cut.")] : [],
        ]);
    }

    /// <summary>A text as it stands in a payload, to compare with what a model quotes.</summary>
    public static string OneLine(string text) =>
        text.AsSpan().IndexOfAny(Breaks) < 0 ? text : string.Join(' ', text.Split(BreakList));

    private static string Shorten(string text, ref bool cut)
    {
        if (text.Length <= FenceLimits.Line)
            return text;
        cut = true;
        var end = char.IsHighSurrogate(text[FenceLimits.Line - 1]) ? FenceLimits.Line - 1 : FenceLimits.Line;
        return text[..end] + " [cut]";
    }

    private static void Require(IReadOnlyList<WritingSource> sources)
    {
        if (sources.Count > FenceLimits.SourceCount || sources.Sum(static s => (long)s.Text.Length) > FenceLimits.Sources)
            throw new RpcException(RpcErrorCode.Limit, $"The sources have more than {FenceLimits.Sources} characters or {FenceLimits.SourceCount} lines.", new RpcLimitData { Limit = "sources", Maximum = FenceLimits.Sources });
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < sources.Count; i++)
        {
            if (!IsId(sources[i].Id))
                throw RpcException.Invalid(string.Create(CultureInfo.InvariantCulture, $"$.sources[{i}].id"), "This is no id of a source.", IdRemedy);
            if (!known.Add(sources[i].Id))
                throw RpcException.Invalid(string.Create(CultureInfo.InvariantCulture, $"$.sources[{i}].id"), "Another source has this id.", IdRemedy);
        }
    }

    // Field names of contacts are the user's own, in any script.
    private static bool IsId(string id) =>
        id.Length is > 0 and <= FenceLimits.Id && id.All(static c => char.IsLetterOrDigit(c) || c is '.' or ':' or '_' or '-' or ' ') && id.Trim().Length == id.Length;
}
