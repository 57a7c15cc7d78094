using Assistant.Plugins.Applications.Stages;
using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Book;

/// <summary>The pipeline as columns. One statement reads the counts, one the cards of all columns.</summary>
internal sealed class BoardReader(Desk desk, PipelineBook pipeline)
{
    // More cards than this nobody looks through in a column; the list pages.
    private const int MostCards = 100;

    public async ValueTask<Board> ReadAsync(BoardRequest request, CancellationToken cancel)
    {
        if (request.Cards is < 0 or > MostCards)
            throw RpcException.Invalid("$.cards", "is out of range", $"Give 0 to {MostCards}.");
        var stages = (await pipeline.GetAsync(cancel)).Stages;
        var counts = (await desk.Store.ListAsync(
            StoreStatement.Of("SELECT stage, count(*) FROM application WHERE archived IS NULL AND deleted IS NULL GROUP BY stage"), static row => (Stage: row.Text(), Count: (int)row.Number()), cancel))
            .ToDictionary(static each => each.Stage, static each => each.Count);
        var shown = stages.Where(stage => counts.ContainsKey(stage.Name) && !(request.HideLost && stage.Kind == StageKind.Lost)).ToList();
        var cards = request.Cards == 0 || shown.Count == 0 ? Array.Empty<ApplicationCard>().ToLookup(static card => card.Stage) : await CardsAsync(shown, request.Cards, cancel);
        return new Board
        {
            Columns = [.. stages.Select(stage => new BoardColumn { Stage = stage, Count = counts.GetValueOrDefault(stage.Name), Cards = [.. cards[stage.Name]] })],
            Archived = (int)await desk.Store.CountAsync(StoreStatement.Of("SELECT count(*) FROM application WHERE archived IS NOT NULL AND deleted IS NULL"), cancel),
        };
    }

    private async ValueTask<ILookup<string, ApplicationCard>> CardsAsync(List<Stage> stages, int count, CancellationToken cancel)
    {
        var columns = stages.Select(static (_, i) => $"""
            SELECT * FROM (SELECT {Cards.Columns} FROM application a JOIN company c ON c.id = a.company
            WHERE a.stage = @stage{i} AND a.archived IS NULL AND a.deleted IS NULL ORDER BY a.since, a.id LIMIT @count)
            """);
        var cards = await desk.Store.ListAsync(
            StoreStatement.Of(string.Join(" UNION ALL ", columns), [("count", count), .. stages.Select(static (stage, i) => ($"stage{i}", (StoreValue)stage.Name))]),
            static row => Cards.Read(ref row), cancel);
        return cards.ToLookup(static card => card.Stage);
    }
}
