namespace Assistant.Host.Cli.Trust;

/// <summary>Brings every store to where it should be. One that fails is named, and the others are done all the same.</summary>
internal sealed class TrustChange(IReadOnlyList<ITrustPlace> places)
{
    /// <summary>Whether a store is there that should trust it and does not yet.</summary>
    public async ValueTask<bool> IsNeededAsync(Authority authority, CancellationToken cancel)
    {
        foreach (var place in places)
        {
            if (!(await place.TrustedAsync(cancel)).Contains(authority.Fingerprint))
                return true;
        }

        return false;
    }

    /// <summary>Puts it in where it is not, and takes older ones of the same data folder out.</summary>
    public async ValueTask<TrustReport> TrustAsync(Authority authority, CancellationToken cancel) => new()
    {
        Authority = authority.Path,
        Fingerprint = authority.Fingerprint,
        Places = await EachAsync(async place =>
        {
            var trusted = await place.TrustedAsync(cancel);
            var older = trusted.Where(fingerprint => fingerprint != authority.Fingerprint).ToList();
            foreach (var fingerprint in older)
                await place.RemoveAsync(fingerprint, cancel);
            if (trusted.Contains(authority.Fingerprint))
                return (TrustDeed.Present, older.Count);
            await place.AddAsync(authority, cancel);
            return (TrustDeed.Added, older.Count);
        }),
    };

    /// <summary>Takes out whatever was put in.</summary>
    public async ValueTask<TrustReport> UndoAsync(CancellationToken cancel) => new()
    {
        Places = await EachAsync(async place =>
        {
            var trusted = await place.TrustedAsync(cancel);
            foreach (var fingerprint in trusted)
                await place.RemoveAsync(fingerprint, cancel);
            return (trusted.Count > 0 ? TrustDeed.Removed : TrustDeed.Absent, trusted.Count);
        }),
    };

    private async ValueTask<IReadOnlyList<TrustOutcome>> EachAsync(Func<ITrustPlace, ValueTask<(TrustDeed Done, int Removed)>> change)
    {
        var outcomes = new List<TrustOutcome>();
        foreach (var place in places)
        {
            var outcome = new TrustOutcome { Where = place.Where, Readers = place.Readers, Done = TrustDeed.Failed };
            try
            {
                var (done, removed) = await change(place);
                outcomes.Add(outcome with { Done = done, Removed = removed });
            }
            catch (CliException error)
            {
                outcomes.Add(outcome with { Problem = error.Message, Remedy = error.Remedy });
            }
        }

        return outcomes;
    }
}
