using Assistant.Protocol.Plugins;
using static Assistant.Protocol.Plugins.StoreRows;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>The rows of models and which of them is chosen.</summary>
internal sealed class ModelStore(IPluginStore store)
{
    private const int MostModels = 200;
    private const string Chosen = "model";

    public async ValueTask<IReadOnlyList<Model>> ListAsync(CancellationToken cancel)
    {
        var rows = await store.RowsAsync(
            Statement("SELECT id, provider, name, endpoint, has_key, is_allowed, context_tokens, input_price, output_price FROM model ORDER BY id"), MostModels, cancel);
        return [.. rows.Select(Read)];
    }

    public async ValueTask SaveAsync(Model model, CancellationToken cancel) => await store.ChangeAsync(
        Statement(
            """
            INSERT INTO model(id, provider, name, endpoint, has_key, is_allowed, context_tokens, input_price, output_price)
            VALUES(@id, @provider, @name, @endpoint, @has_key, @is_allowed, @context_tokens, @input_price, @output_price)
            ON CONFLICT(id) DO UPDATE SET provider = excluded.provider, name = excluded.name, endpoint = excluded.endpoint, has_key = excluded.has_key,
              is_allowed = excluded.is_allowed, context_tokens = excluded.context_tokens, input_price = excluded.input_price, output_price = excluded.output_price
            """,
            ("id", model.Id),
            ("provider", model.Provider.ToString()),
            ("name", model.Name),
            ("endpoint", model.Endpoint),
            ("has_key", model.HasKey ? 1 : 0),
            ("is_allowed", model.IsAllowed ? 1 : 0),
            ("context_tokens", Optional(model.ContextTokens)),
            ("input_price", Optional(Money.ToMillionths(model.InputPrice))),
            ("output_price", Optional(Money.ToMillionths(model.OutputPrice)))),
        cancel);

    public async ValueTask RemoveAsync(string id, CancellationToken cancel) => await store.ExecuteAsync(
        new StoreExecuteRequest
        {
            Statements =
            [
                Statement("DELETE FROM model WHERE id = @id", ("id", id)),
                Statement("DELETE FROM choice WHERE name = @name AND value = @id", ("name", Chosen), ("id", id)),
            ],
        },
        cancel);

    public async ValueTask<string?> ChosenAsync(CancellationToken cancel) =>
        (await store.RowsAsync(Statement("SELECT value FROM choice WHERE name = @name", ("name", Chosen)), 1, cancel)) is [[{ Text: { } id }]] ? id : null;

    public async ValueTask ChooseAsync(string id, CancellationToken cancel) => await store.ChangeAsync(
        Statement("INSERT INTO choice(name, value) VALUES(@name, @id) ON CONFLICT(name) DO UPDATE SET value = excluded.value", ("name", Chosen), ("id", id)), cancel);

    private static Model Read(IReadOnlyList<StoreValue> row)
    {
        var endpoint = row[3].Text;
        return new Model
        {
            Id = row[0].Text!,
            Provider = Enum.Parse<ModelProvider>(row[1].Text!),
            Name = row[2].Text,
            Endpoint = endpoint,
            IsLocal = endpoint is not null && Endpoint.IsLoopback(new Uri(endpoint)),
            HasKey = row[4].Number == 1,
            IsAllowed = row[5].Number == 1,
            IsChosen = false,
            ContextTokens = (int?)row[6].Number,
            InputPrice = Money.ToAmount(row[7].Number),
            OutputPrice = Money.ToAmount(row[8].Number),
        };
    }
}
