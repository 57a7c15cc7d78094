using Assistant.Host.Security;
using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Taking;

/// <summary>What one connection may ask to be taken out and brought in.</summary>
internal sealed class ExportService(ExportMaker maker, ImportTaker taker, Policy policy, Caller caller) : IExport
{
    // Files and the database are waited for; that is nobody's read loop.
    public async ValueTask<ExportReport> CreateAsync(ExportCreateRequest request, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Admin, "export.create");
        return await Task.Run(() => maker.MakeAsync(request, progress, cancel), cancel);
    }

    public async ValueTask<ImportReport> ImportAsync(ExportImportRequest request, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Admin, "export.import");
        var principal = caller.Principal;
        return await Task.Run(
            async () =>
            {
                using var source = ExportSource.Open(request.Path);
                return await taker.TakeAsync(source, request.DryRun, principal.Person, principal.Client, progress, cancel);
            },
            cancel);
    }
}
