using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Today;

/// <summary>
/// Which of what came back is still news. For each person the newest message counts for silence and bounces; a reply counts until the person was written
/// to after it, or an answer to it is a draft already.
/// </summary>
internal static class TodayTracking
{
    public static IEnumerable<TodayItem> News(IEnumerable<TrackingRow> rows, IReadOnlyCollection<Draft> drafts, IReadOnlySet<string> hasClock, DateTimeOffset now, DateOnly today)
    {
        var oldest = now.AddDays(-TodayLimits.NewsDays);
        foreach (var person in rows.GroupBy(static row => row.ContactId ?? row.Address, StringComparer.OrdinalIgnoreCase))
        {
            var newest = person.MaxBy(static row => row.OutboxId, StringComparer.Ordinal)!;
            foreach (var row in person)
            {
                if (TodaySteps.Of(row, today) is not { } item)
                    continue;
                var stands = item.Kind switch
                {
                    "reply" => row.Since >= oldest && MadeAt(newest.OutboxId) <= row.Since && !drafts.Any(draft => Answers(draft, row)),
                    "silence" => row == newest && !hasClock.Contains(person.Key) && row.Due >= today.AddDays(-TodayLimits.NewsDays),
                    _ => row == newest && row.Since >= oldest,
                };
                if (stands)
                    yield return item;
            }
        }
    }

    private static bool Answers(Draft draft, TrackingRow row) =>
        draft.Parent?.OutboxId == row.OutboxId || (draft.ContactId is { } contact && contact == row.ContactId && draft.Changed >= row.Since);

    // An id's first 48 bits are the millisecond it was made in; one of another shape is taken for old.
    private static DateTimeOffset MadeAt(string id) => Guid.TryParse(id, out var parsed) && parsed.Version == 7
        ? DateTimeOffset.FromUnixTimeMilliseconds((long)(UInt128.Parse(parsed.ToString("N"), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) >> 80))
        : DateTimeOffset.MinValue;
}
