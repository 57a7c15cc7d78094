using System.Globalization;
using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Stages;

/// <summary>The user's own stages, in order. Read once and kept, for nobody else changes them.</summary>
internal sealed class PipelineBook(Desk desk, TimelineBook timeline)
{
    private Pipeline? _known;

    public async ValueTask<Pipeline> GetAsync(CancellationToken cancel)
    {
        if (_known is { } known)
            return known;
        var stages = await desk.Store.ListAsync(
            StoreStatement.Of("SELECT name, title, kind FROM stage ORDER BY position"),
            static row => new Stage(row.Text(), row.Text(), Enum.Parse<StageKind>(row.Text(), ignoreCase: true)), cancel);
        var revision = await desk.Store.ListAsync(StoreStatement.Of("SELECT value FROM setting WHERE name = 'pipeline'"), static row => row.Text(), cancel);
        return _known = new Pipeline { Revision = long.Parse(revision[0], CultureInfo.InvariantCulture), Stages = stages };
    }

    /// <exception cref="RpcException">Invalid: the pipeline has no such stage.</exception>
    public async ValueTask<Stage> RequireAsync(string name, string path, CancellationToken cancel)
    {
        var pipeline = await GetAsync(cancel);
        return pipeline.Stages.FirstOrDefault(stage => stage.Name == name)
            ?? throw RpcException.Invalid(path, $"'{name}' is no stage of the pipeline", $"Give one of {string.Join(", ", pipeline.Stages.Select(static stage => stage.Name))}.");
    }

    /// <summary>The stages were written by somebody else.</summary>
    public void Forget() => _known = null;

    /// <summary>In a turn of the desk's.</summary>
    public async ValueTask<Pipeline> SetAsync(PipelineSetRequest request, CancellationToken cancel)
    {
        var before = await GetAsync(cancel);
        if (before.Revision != request.Revision)
            throw RpcException.Conflict(request.Revision, before.Revision);
        var problems = PipelineRules.Check(request);
        var used = await desk.Store.ListAsync(StoreStatement.Of("SELECT stage, count(*) FROM application GROUP BY stage"), static row => (Name: row.Text(), Count: row.Number()), cancel);
        var moves = new List<StoreStatement>();
        foreach (var (name, count) in used.Where(each => request.Stages.All(stage => stage.Name != each.Name)))
        {
            if (request.Moves.TryGetValue(name, out var target) && request.Stages.Any(stage => stage.Name == target))
                moves.AddRange(MoveAll(name, target));
            else
                problems.Add(new() { Path = $"$.moves.{name}", Problem = $"is missing: {count} application(s) are in the stage {name}, which would go", Remedy = $"Name the stage that takes them, one of {string.Join(", ", request.Stages.Select(static stage => stage.Name))}." });
        }

        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
        await desk.Store.WriteAsync(
            [
                .. moves,
                StoreStatement.Of("DELETE FROM stage"),
                .. request.Stages.Select(static (stage, position) => StoreStatement.Of(
                    "INSERT INTO stage(name, title, kind, position) VALUES(@name, @title, @kind, @position)",
                    ("name", stage.Name), ("title", stage.Title), ("kind", Words.Of(stage.Kind)), ("position", position))),
                StoreStatement.Of("UPDATE setting SET value = @revision WHERE name = 'pipeline'", ("revision", (before.Revision + 1).ToString(CultureInfo.InvariantCulture))),
            ],
            cancel);
        _known = null;
        return await GetAsync(cancel);
    }

    private IEnumerable<StoreStatement> MoveAll(string from, string to) =>
    [
        timeline.AddToAllIn(from, to),
        StoreStatement.Of("UPDATE application SET stage = @to, since = @now, changed = @now, revision = revision + 1 WHERE stage = @from", ("from", from), ("to", to), ("now", desk.Now)),
    ];
}
