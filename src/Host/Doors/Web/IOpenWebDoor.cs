namespace Assistant.Host.Doors.Web;

/// <summary>A door that listens, as those see it who must not know the server's types.</summary>
internal interface IOpenWebDoor : IAsyncDisposable
{
    /// <summary>New connections get this certificate.</summary>
    void Show(WebIdentity identity);
}
