using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Insight;

/// <summary>How often applications with each CV were answered. An application with several CVs counts for each; what was sent counts before what is only bound to it.</summary>
internal sealed class CvRates(InsightReader reader, SentCvs sent, CvNames names)
{
    private const int Page = 5_000;

    private const int MostShown = 200;

    public async ValueTask<IReadOnlyList<ResponseRate>> ReadAsync(Span span, CancellationToken cancel)
    {
        var counts = new Dictionary<string, (int Answered, int Of)>(StringComparer.Ordinal);
        var (after, last) = ("", "");
        while (true)
        {
            var rows = await reader.CvsAsync(span, after, Page, cancel);
            foreach (var (application, document, applied, isAnswered) in rows)
            {
                // Rows of one application follow each other.
                IReadOnlyCollection<string> keys = sent.Of(application) is { } known ? application == last ? [] : known
                    : [document.Length == 0 ? "" : await names.KeyAsync(document, applied, cancel)];
                last = application;
                foreach (var key in keys)
                {
                    var (answered, of) = counts.GetValueOrDefault(key);
                    counts[key] = (answered + (isAnswered ? 1 : 0), of + 1);
                }
            }

            if (rows.Count < Page)
                break;
            after = $"{rows[^1].Application}:{rows[^1].Document}";
        }

        List<ResponseRate> rates = [];
        foreach (var (key, (answered, of)) in counts.OrderByDescending(static each => each.Value.Of).ThenBy(static each => each.Key, StringComparer.Ordinal).Take(MostShown))
            rates.Add(new ResponseRate(key, key.Length == 0 ? "no CV bound to it" : await names.NameAsync(key, cancel), Wilson.Of(answered, of)));
        return rates;
    }
}
