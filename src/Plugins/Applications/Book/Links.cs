using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Book;

/// <summary>Records of the host's that belong to an application, by their ids. Called in a turn of the desk's.</summary>
internal sealed class Links(Desk desk, TimelineBook timeline, ApplicationBook book, ApplicationReader reader)
{
    // A hunt's mail and papers for one opening, with much room.
    private const int MostOfOne = 1_000;

    private const int LongestId = 64;

    private const int LongestRole = 40;

    private static readonly string[] Kinds = ["contact", "document", "draft", "outbox"];

    public async ValueTask LinkAsync(string id, RecordRef target, string? role, string by, CancellationToken cancel)
    {
        Check(target, role);
        var application = await reader.GetAsync(id, cancel);
        var known = application.Links.FirstOrDefault(link => link.Ref == target);
        if (known is not null && (role is null || known.Role == role))
            return;
        if (application.Links.Count >= MostOfOne)
            throw new RpcException(RpcErrorCode.Limit, $"An application has at most {MostOfOne} links.", new RpcLimitData { Limit = "links", Maximum = MostOfOne });
        await desk.Store.WriteAsync(
            [
                StoreStatement.Of(
                    "INSERT INTO link(application, kind, id, role, created) VALUES(@application, @kind, @target, @role, @now) ON CONFLICT DO UPDATE SET role = excluded.role",
                    ("application", id), ("kind", target.Kind), ("target", target.Id), ("role", role), ("now", desk.Now)),
                book.Set(id, "stage = stage"),
                timeline.Add(id, new NewEntry(TimelineKind.Linked) { Ref = target, Text = role, By = by }),
            ],
            cancel);
    }

    public async ValueTask UnlinkAsync(string id, RecordRef target, CancellationToken cancel)
    {
        var application = await reader.GetAsync(id, cancel);
        if (application.Links.All(link => link.Ref != target))
            throw RpcException.NotFound("link", target.Id);
        await desk.Store.WriteAsync(
            [
                StoreStatement.Of("DELETE FROM link WHERE application = @application AND kind = @kind AND id = @target", ("application", id), ("kind", target.Kind), ("target", target.Id)),
                book.Set(id, "stage = stage"),
                timeline.Add(id, new NewEntry(TimelineKind.Unlinked) { Ref = target }),
            ],
            cancel);
    }

    /// <summary>Binds what the host told of, where it is not bound yet.</summary>
    public static StoreStatement Bind(string application, RecordRef target, string role, long now) => StoreStatement.Of(
        "INSERT OR IGNORE INTO link(application, kind, id, role, created) VALUES(@application, @kind, @target, @role, @now)",
        ("application", application), ("kind", target.Kind), ("target", target.Id), ("role", role), ("now", now));

    private static void Check(RecordRef target, string? role)
    {
        var problems = new List<RpcProblem>();
        if (!Kinds.Contains(target.Kind))
            problems.Add(ApplicationRules.Problem("$.ref.kind", $"'{target.Kind}' cannot be bound", $"Give one of {string.Join(", ", Kinds)}."));
        if (target.Id.Length is 0 or > LongestId || target.Id.Any(char.IsControl))
            problems.Add(ApplicationRules.Problem("$.ref.id", "is no id", "Give the record's id."));
        ApplicationRules.Line(role, "$.role", LongestRole, problems);
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
    }
}
