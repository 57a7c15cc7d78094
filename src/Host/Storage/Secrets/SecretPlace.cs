namespace Assistant.Host.Storage.Secrets;

/// <summary>Where secrets are kept. The names are written into the data folder; they never change meaning.</summary>
internal enum SecretPlaceKind
{
    File,
    SecretService,
    Keychain,
    Dpapi,
}

/// <summary>A place that keeps small secrets by name for this user. A call that gets no answer in time throws <see cref="SecretPlaceException"/>.</summary>
internal abstract class SecretPlace
{
    public abstract SecretPlaceKind Kind { get; }

    /// <summary>In words for a person.</summary>
    public abstract string Description { get; }

    /// <summary>The secret; null when the place answered that it has none of that name.</summary>
    public abstract byte[]? Find(string name);

    /// <summary>Keeps a secret durably, in place of one of the same name.</summary>
    public abstract void Store(string name, ReadOnlySpan<byte> secret);

    /// <summary>Keeps a secret under a name that has none; throws when it has one, which then stays as it is.</summary>
    public virtual void StoreFirst(string name, ReadOnlySpan<byte> secret)
    {
        if (Find(name) is not null)
            throw new SecretPlaceException($"{Description} already holds {name}.", "Nothing was changed; start again.");
        Store(name, secret);
    }

    /// <summary>Forgets a secret; nothing happens when there is none.</summary>
    public abstract void Delete(string name);

    /// <summary>The names of all secrets that begin so; throws where the place cannot tell.</summary>
    public abstract IReadOnlyList<string> Names(string beginning);
}
