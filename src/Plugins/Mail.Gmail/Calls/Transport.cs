namespace Assistant.Plugins.MailGmail.Calls;

/// <summary>A request whose failing to be answered is told like an answer.</summary>
internal static class Transport
{
    /// <exception cref="GmailException">No answer came: <see cref="GmailFault.Connection"/>.</exception>
    public static async ValueTask<HttpResponseMessage> AnswerAsync(Wire wire, HttpRequestMessage request, TimeSpan patience, TimeProvider time, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await wire.SendAsync(request, both.Token);
        }
        catch (HttpRequestException fault)
        {
            throw new GmailException(GmailFault.Connection, Words(fault), null, fault);
        }
        catch (OperationCanceledException fault) when (!cancel.IsCancellationRequested)
        {
            throw new GmailException(GmailFault.Connection, "Google did not answer in time", null, fault);
        }
    }

    /// <summary>Whether the connection itself could not be made: nothing of any request has left then.</summary>
    public static bool NeverConnected(HttpRequestException fault) =>
        fault.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    public static string Words(HttpRequestException fault) => fault.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "Google's address cannot be found: is this machine online?",
        HttpRequestError.ConnectionError => "Google cannot be reached: is this machine online?",
        HttpRequestError.SecureConnectionError => "the connection to Google could not be made safe: is this machine's clock right, or is something listening in between?",
        HttpRequestError.ProxyTunnelError => "the proxy does not let through to Google",
        _ => "the connection to Google broke",
    };
}
