using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Insight;

/// <summary>The days of applying that count, both included.</summary>
internal sealed record Span(DateOnly Since, DateOnly Until)
{
    public static Span Of(InsightRequest request) => new(request.Since ?? DateOnly.MinValue, request.Until ?? DateOnly.MaxValue);

    public StoreStatement Statement(string sql, params ReadOnlySpan<(string Name, StoreValue Value)> values) =>
        StoreStatement.Of(sql, [("since", Days.Text(Since)), ("until", Days.Text(Until)), .. values]);
}
