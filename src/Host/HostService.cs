using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host;

/// <summary>What one connection may ask of the host itself.</summary>
internal sealed class HostService(HostState state, Policy policy, Caller caller) : IHost
{
    // Shown in the audit log's lists; a name is short.
    private const int LongestName = 100;

    public ValueTask<HostStatus> StatusAsync(HostStatusRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Read, "host.status");
        return new(state.Status());
    }

    public ValueTask<HostSetupResponse> SetupAsync(HostSetupRequest request, CancellationToken cancel)
    {
        RequireName(request.OwnerName, "$.ownerName");
        RequireName(request.ClientName, "$.clientName");
        return new(state.SetUp(caller.Principal, request));
    }

    public async ValueTask<DoctorResponse> DoctorAsync(DoctorRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Read, "host.doctor");
        return new DoctorResponse { Findings = await state.DiagnoseAsync(cancel) };
    }

    public async ValueTask<HostHelpLetterResponse> HelpLetterAsync(HostHelpLetterRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Read, "host.helpLetter");
        return HelpLetter.Of(await state.DiagnoseAsync(cancel), state.Plugins());
    }

    public async ValueTask<HostPrivacyResponse> PrivacyAsync(HostPrivacyRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Read, "host.privacy");
        return new HostPrivacyResponse { Markdown = await File.ReadAllTextAsync(Installation.PrivacyPath, cancel) };
    }

    public ValueTask<HostReleaseResponse> ReleaseAsync(HostReleaseRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Approve, "host.release");
        return new(state.Release(caller.Principal));
    }

    public ValueTask<Done> StopAsync(HostStopRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Admin, "host.stop");
        state.Stop();
        return new(new Done());
    }

    private static void RequireName(string name, string path)
    {
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            throw RpcException.Invalid(path, $"A name has 1 to {LongestName} characters and none of them is a control character.", "Give another name.");
    }
}
