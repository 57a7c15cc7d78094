namespace Assistant.Host.Storage.Secrets;

/// <summary>The place of secrets did not answer, or does not have what it must have. The host is <c>needs-setup</c> until the remedy is done.</summary>
internal sealed class SecretPlaceException(string reason, string remedy, Exception? inner = null) : Exception($"{reason} {remedy}", inner)
{
    public string Reason { get; } = reason;

    public string Remedy { get; } = remedy;
}
