namespace Assistant.Plugins.Drafting.Models.Providers;

internal enum ProviderFault
{
    /// <summary>An answer with an error status.</summary>
    Status,

    /// <summary>It sends the caller elsewhere; a key does not follow.</summary>
    Redirect,

    /// <summary>Something other than an event stream.</summary>
    NoStream,

    /// <summary>More bytes than any letter has.</summary>
    TooLarge,

    /// <summary>No connection, within the time for it.</summary>
    NoConnection,

    /// <summary>A name of this machine that leads elsewhere.</summary>
    NotHere,

    /// <summary>An error within the stream, after a good status.</summary>
    InStream,

    /// <summary>The stream ended before the answer did.</summary>
    CutOff,
}

/// <summary>What a provider did wrong, the same for every package that spoke to it. It never leaves this plugin.</summary>
#pragma warning disable CA1032 // Without its kind it would say nothing.
internal sealed class ProviderFaultException(ProviderFault kind, Exception? inner = null, string? message = null) : Exception(message ?? kind.ToString(), inner)
#pragma warning restore CA1032
{
    public ProviderFault Kind { get; } = kind;

    public int Status { get; init; }

    /// <summary>The pause that the provider asked for.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The provider's own words, without the key.</summary>
    public string? Body { get; init; }

    /// <summary>
    /// Of an error only the names of what it consists of, for a log: the packages put whole answers into their messages, and with them keys and texts.
    /// </summary>
    public static ProviderFaultException Bare(Exception error)
    {
        var names = new List<string>();
        for (Exception? at = error; at is not null; at = at.InnerException)
            names.Add(at is ProviderFaultException fault ? $"{fault.Kind} {fault.Status}" : at.GetType().Name);
        return new ProviderFaultException(In(error)?.Kind ?? ProviderFault.NoStream, message: string.Join(", by ", names));
    }

    public static ProviderFaultException? In(Exception? error)
    {
        for (var at = error; at is not null; at = at.InnerException)
        {
            if (at is ProviderFaultException fault)
                return fault;
        }

        return null;
    }
}
