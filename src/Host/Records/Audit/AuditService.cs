using System.Globalization;
using Assistant.Host.Security;
using Assistant.Host.Storage.Audit;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Audit;

/// <summary>The audit chain for one connection, which can only be read.</summary>
internal sealed class AuditService(Books books, Policy policy, Caller caller) : IAudit
{
    public ValueTask<AuditListResponse> ListAsync(AuditListRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Read, "audit.list");
        var limit = PageCursor.Limit(request.Limit);
        var rows = books.Audit.Page(Before(request.Cursor), limit + 1);
        var page = rows.Take(limit).Select(Entry).ToList();
        return new(new AuditListResponse { Entries = page, Next = rows.Count > limit ? page[^1].Seq.ToString(CultureInfo.InvariantCulture) : null });
    }

    public ValueTask<AuditVerifyResponse> VerifyAsync(AuditVerifyRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Read, "audit.verify");
        var report = books.Audit.Verify();
        return new(new AuditVerifyResponse
        {
            Whole = report.IsWhole,
            Entries = report.Records,
            Problems = [.. report.Problems.Select(static problem => new RpcProblem { Path = $"audit[{problem.Seq}]", Problem = problem.Text, Remedy = Remedy(problem.Break) })],
        });
    }

    private static long? Before(string? cursor) => cursor is null ? null
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq
        : throw RpcException.Invalid("$.cursor", "is no cursor of this list", "Give the 'next' of the page before, unchanged, or leave it out.");

    private static AuditEntry Entry(AuditRow row) => new()
    {
        Seq = row.Seq,
        At = row.Time,
        Actor = row.Record.Client.Length == 0 ? row.Record.Person : $"{row.Record.Person}/{row.Record.Client}",
        Action = row.Record.Action,
        Resource = row.Record.Kind.Length == 0 ? null : new RecordRef(row.Record.Kind, row.Record.Subject),
        Outcome = row.Record.Outcome,
    };

    private static string Remedy(AuditBreak kind) => kind switch
    {
        AuditBreak.NoAnchor => "The record outside the folder is gone: if you did not move it, treat the end of the chain as unproven.",
        AuditBreak.CutOff => "Compare with a backup: the newest records were taken out, or an older copy of the folder was put back.",
        _ => "Compare with a backup: someone or something changed the file.",
    };
}
