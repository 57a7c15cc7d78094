using Assistant.Host.Security;
using Assistant.Protocol.Services;

namespace Assistant.Host.Doors.Web;

/// <summary>What one connection may ask of the web door.</summary>
/// <param name="door">The door.</param>
/// <param name="caller">Who asks; their connection may be one that the door carries.</param>
/// <param name="audit">Takes the action, for this caller.</param>
internal sealed class WebService(WebDoor door, Caller caller, Action<string> audit) : IWeb
{
    public ValueTask<WebStatus> StatusAsync(WebStatusRequest request, CancellationToken cancel) => door.StatusAsync(cancel);

    public async ValueTask<WebStatus> EnableAsync(WebEnableRequest request, CancellationToken cancel)
    {
        await door.EnableAsync(cancel);
        return Done("web.enable");
    }

    public async ValueTask<WebStatus> DisableAsync(WebDisableRequest request, CancellationToken cancel)
    {
        await door.DisableAsync(caller.Principal.Door == DoorKind.Web, cancel);
        return Done("web.disable");
    }

    public async ValueTask<WebStatus> RenewAsync(WebRenewRequest request, CancellationToken cancel)
    {
        await door.RenewAsync(cancel);
        return Done("web.renew");
    }

    public async ValueTask<WebStatus> TrustedAsync(WebTrustedRequest request, CancellationToken cancel)
    {
        await door.TrustedAsync(request.AuthorityFingerprint, cancel);
        return Done("web.trust");
    }

    private WebStatus Done(string action)
    {
        audit(action);
        return door.Status();
    }
}
