using System.Globalization;
using System.Net;
using System.Text;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Insight;

/// <summary>The figures as bars. Text and marks take the colour of the page (<c>currentColor</c>); standing alone they follow the reader's light or dark.</summary>
internal static class Charts
{
    private const int Width = 640;

    private const int LabelWidth = 208;

    private const int ValueWidth = 200;

    private const int RowHeight = 28;

    private const int Top = 40;

    // Longer labels end with dots, and are whole in the bar's own title.
    private const int LongestLabel = 26;

    private const int MostBars = 20;

    public static IReadOnlyList<InsightChart> Of(InsightResponse figures) =>
    [
        Chart("funnel", "How far applications came", $"{figures.Applications} applications; each bar is how many ever reached the stage.",
            figures.Funnel.Select(static stage => new Bar(stage.Name, stage.Share.Value, Invariant($"{stage.Reached} of {stage.Share.Of} ({Percent(stage.Share.Value)})")))),
        Stages(figures),
        Chart("cv", "Answered, by CV", "The line over a bar is the 95 % interval.", figures.ByCv.Select(Rate)),
        Chart("source", "Answered, by source", "The line over a bar is the 95 % interval.", figures.BySource.Select(Rate)),
    ];

    private static InsightChart Stages(InsightResponse figures)
    {
        var longest = figures.Stages.Max(static stage => stage.MedianDays) is { } most and > 0 ? most : 1;
        return Chart("stages", "Days in a stage", "Each bar is the median of the stays that are over.",
            figures.Stages.Select(stage => new Bar(
                stage.Name, (stage.MedianDays ?? 0) / longest, stage.MedianDays is { } days ? Invariant($"{days:0.#} days ({stage.Left} over, {stage.Still} still)") : Invariant($"none over, {stage.Still} still"))));
    }

    private static Bar Rate(ResponseRate rate) => new(
        rate.Name, rate.Answered.Value, Invariant($"{rate.Answered.Count} of {rate.Answered.Of} ({Percent(rate.Answered.Low)} to {Percent(rate.Answered.High)})"), rate.Answered.Low, rate.Answered.High);

    private static InsightChart Chart(string id, string title, string description, IEnumerable<Bar> shown)
    {
        List<Bar> bars = [.. shown.Take(MostBars)];
        var height = Top + (Math.Max(1, bars.Count) * RowHeight) + 8;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"100%\" fill=\"currentColor\" font-family=\"system-ui, sans-serif\" font-size=\"13\" role=\"img\" aria-labelledby=\"insight-{id}-title insight-{id}-description\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"insight-{id}-title\">{Safe(title)}</title><desc id=\"insight-{id}-description\">{Safe(description + " " + string.Join("; ", bars.Select(static bar => $"{bar.Label}: {bar.Value}")))}</desc>");
        // A page's own colour reaches an inline picture; one that stands alone has none to take over. Everything else is an attribute, which no page's rules forbid.
        svg.Append("<style>svg:root{color:#1f2328}@media(prefers-color-scheme:dark){svg:root{color:#e6edf3}}</style>");
        svg.Append(CultureInfo.InvariantCulture, $"<text font-weight=\"600\" x=\"0\" y=\"18\">{Safe(title)}</text>");
        if (bars.Count == 0)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"{Top + 14}\">Nothing to show yet.</text>");
        for (var i = 0; i < bars.Count; i++)
            Append(svg, bars[i], Top + (i * RowHeight));
        return new InsightChart(id, title, svg.Append("</svg>").ToString());
    }

    private static void Append(StringBuilder svg, Bar bar, int y)
    {
        const int room = Width - LabelWidth - ValueWidth - 16;
        var length = Math.Clamp(bar.Share, 0, 1) * room;
        svg.Append(CultureInfo.InvariantCulture, $"<g><title>{Safe($"{bar.Label}: {bar.Value}")}</title><text x=\"0\" y=\"{y + 15}\">{Safe(Shortened(bar.Label))}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect fill-opacity=\"0.12\" x=\"{LabelWidth}\" y=\"{y + 2}\" width=\"{room}\" height=\"18\" rx=\"3\"/><rect fill=\"#2f6feb\" x=\"{LabelWidth}\" y=\"{y + 2}\" width=\"{length:0.#}\" height=\"18\" rx=\"3\"/>");
        if (bar is { Low: { } low, High: { } high })
        {
            var (from, to, middle) = (LabelWidth + (low * room), LabelWidth + (high * room), y + 11);
            svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" d=\"M{from:0.#} {middle}H{to:0.#}M{from:0.#} {middle - 4}v8M{to:0.#} {middle - 4}v8\"/>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - ValueWidth}\" y=\"{y + 15}\">{Safe(bar.Value)}</text></g>");
    }

    private static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Shortened(string text) => text.Length <= LongestLabel ? text : text[..(LongestLabel - 1)] + "…";

    private static string Safe(string text) => WebUtility.HtmlEncode(new string([.. text.Where(static c => !char.IsControl(c))]));

    /// <param name="Label">What it is.</param>
    /// <param name="Share">Its length, from 0 to 1.</param>
    /// <param name="Value">In words.</param>
    /// <param name="Low">Where the interval begins; null without one.</param>
    /// <param name="High">Where it ends.</param>
    private sealed record Bar(string Label, double Share, string Value, double? Low = null, double? High = null);
}
