namespace Assistant.Host.Cli.Trust;

/// <summary>One store that browsers or the system read their authorities from.</summary>
internal interface ITrustPlace
{
    /// <summary>A folder, or a store's name.</summary>
    string Where { get; }

    /// <summary>Who reads it, in words.</summary>
    string Readers { get; }

    /// <summary>The fingerprints of this data folder's authorities that are trusted there.</summary>
    ValueTask<IReadOnlyList<string>> TrustedAsync(CancellationToken cancel);

    /// <exception cref="CliException">The store would not take it.</exception>
    ValueTask AddAsync(Authority authority, CancellationToken cancel);

    /// <exception cref="CliException">It could not be taken out.</exception>
    ValueTask RemoveAsync(string fingerprint, CancellationToken cancel);
}
