using System.Text;
using System.Text.Json;
using Assistant.Plugins.Drafting.Models;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.TestKit.Models;

namespace Assistant.Plugins.Tests.Drafting.Models;

public sealed class ModelBookTests
{
    private const string Elsewhere = "https://models.example/v1";

    [Fact]
    public async Task Find_NothingChosen_NeedsSetupAndSaysHow()
    {
        await using var bed = await ModelBed.OpenAsync();

        var error = Assert.Throws<RpcException>(() => bed.Desk.Find(null));

        Assert.Equal(RpcErrorCode.NeedsSetup, error.Code);
        Assert.Contains("--model offline", error.Message, StringComparison.Ordinal);
        Assert.Equal("offline", Assert.Single(bed.Desk.Book.All).Id);
    }

    [Fact]
    public async Task Choose_Model_IsFoundWithoutItsNameAlsoAfterARestart()
    {
        await using var bed = await ModelBed.OpenAsync();
        await bed.SetUpAsync(Elsewhere, inputPrice: 0.15m, outputPrice: 0.6m);
        await bed.Desk.Book.ChooseAsync("one", CancellationToken.None);

        await using var again = await ModelBed.OpenAsync(store: bed.Store);

        Assert.Equal(bed.Desk.Find(null) with { Need = null }, again.Desk.Find(null) with { Need = null });
        Assert.True(again.Desk.Find(null) is { IsChosen: true, HasKey: true, IsAllowed: false, IsLocal: false, InputPrice: 0.15m, OutputPrice: 0.6m });
    }

    [Fact]
    public async Task Save_Key_IsInNoRowNoAnswerAndNoLog()
    {
        await using var bed = await ModelBed.OpenAsync();

        var saved = await bed.SetUpAsync(Elsewhere);

        Assert.True(saved.HasKey);
        Assert.Equal(ModelBed.Key, Encoding.UTF8.GetString(Assert.Single(bed.Secrets.Values).Value));
        Assert.DoesNotContain(ModelBed.Key, JsonSerializer.Serialize(new ModelListResponse { Models = bed.Desk.Book.All }, DraftingJson.Default.ModelListResponse), StringComparison.Ordinal);
        var rows = await bed.Store.QueryAsync(new StoreQueryRequest { Statement = StoreRows.Statement("SELECT * FROM model") }, CancellationToken.None);
        Assert.DoesNotContain(rows.Rows[0], static value => value.Text?.Contains(ModelBed.Key, StringComparison.Ordinal) == true);
        Assert.Empty(bed.Context.Lines);
    }

    [Fact]
    public async Task Save_AnotherPlace_TakesKeyAndYesAway()
    {
        await using var bed = await ModelBed.OpenAsync();
        await bed.SetUpAsync(Elsewhere);
        await bed.Desk.Book.AllowAsync("one", CancellationToken.None);

        var same = await bed.SetUpAsync(Elsewhere + "/", key: null);
        var moved = await bed.SetUpAsync("https://thief.example/v1", key: null);

        Assert.True(same is { HasKey: true, IsAllowed: true });
        Assert.True(moved is { HasKey: false, IsAllowed: false });
        Assert.Empty(bed.Secrets.Values);
    }

    [Fact]
    public async Task Save_EmptyKey_TakesItAway()
    {
        await using var bed = await ModelBed.OpenAsync();
        await bed.SetUpAsync(Elsewhere);

        Assert.False((await bed.SetUpAsync(Elsewhere, key: "")).HasKey);
        Assert.Empty(bed.Secrets.Values);
    }

    [Fact]
    public async Task Remove_Chosen_ForgetsItWithItsKey()
    {
        await using var bed = await ModelBed.OpenAsync();
        await bed.SetUpAsync(Elsewhere);
        await bed.Desk.Book.ChooseAsync("one", CancellationToken.None);

        await bed.Desk.Book.RemoveAsync("one", CancellationToken.None);

        Assert.Empty(bed.Secrets.Values);
        Assert.Throws<RpcException>(() => bed.Desk.Find(null));
        Assert.Equal(RpcErrorCode.NotFound, Assert.Throws<RpcException>(() => bed.Desk.Find("one")).Code);
    }

    [Theory]
    [InlineData("http://models.example/v1")]
    [InlineData("http://localhost.models.example/v1")]
    [InlineData("http://127.0.0.1.models.example/v1")]
    [InlineData("http://10.0.0.5:11434/v1")]
    [InlineData("http://0.0.0.0:11434/v1")]
    [InlineData("http://localhost@models.example/v1")]
    [InlineData("https://user:secret@models.example/v1")]
    [InlineData("https://models.example/v1?key=secret")]
    [InlineData("https://models.example/v1#x")]
    [InlineData("ftp://localhost/v1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("localhost:11434")]
    [InlineData("")]
    public async Task Save_EndpointThatTellsSecrets_IsRefused(string endpoint)
    {
        await using var bed = await ModelBed.OpenAsync();

        var error = await Assert.ThrowsAsync<RpcException>(() => bed.SetUpAsync(endpoint));

        Assert.Equal("$.endpoint", Assert.Single(((RpcInvalidData)error.Detail!).Problems).Path);
    }

    [Theory]
    [InlineData("http://localhost:11434/v1", true)]
    [InlineData("http://LOCALHOST:11434/v1", true)]
    [InlineData("http://127.0.0.1:8080/v1", true)]
    [InlineData("http://127.8.9.10/v1", true)]
    [InlineData("http://[::1]:1234/v1", true)]
    [InlineData("http://[::ffff:127.0.0.1]:1234/v1", true)]
    [InlineData("https://localhost/v1", true)]
    [InlineData("http://loopback/v1", true)]
    [InlineData("https://mine.openai.azure.com/openai/v1", false)]
    [InlineData("https://10.0.0.5/v1", false)]
    [InlineData("https://localhost.models.example/v1", false)]
    public async Task Save_Endpoint_IsLocalWhereItIsThisMachine(string endpoint, bool isLocal)
    {
        await using var bed = await ModelBed.OpenAsync();

        Assert.Equal(isLocal, (await bed.SetUpAsync(endpoint)).IsLocal);
    }

    [Theory]
    [InlineData("$.id", "Ünïcode", "m", 1000, 1.0)]
    [InlineData("$.id", "offline", "m", 1000, 1.0)]
    [InlineData("$.id", "", "m", 1000, 1.0)]
    [InlineData("$.name", "one", "", 1000, 1.0)]
    [InlineData("$.name", "one", "a\nb", 1000, 1.0)]
    [InlineData("$.contextTokens", "one", "m", 1, 1.0)]
    [InlineData("$.inputPrice", "one", "m", 1000, -1.0)]
    public async Task Save_WrongValue_NamesItsPlace(string path, string id, string name, int contextTokens, double price)
    {
        await using var bed = await ModelBed.OpenAsync();
        var request = new ModelSaveRequest { Id = id, Provider = ModelProvider.OpenAi, Name = name, ContextTokens = contextTokens, InputPrice = (decimal)price };

        var error = await Assert.ThrowsAsync<RpcException>(async () => await bed.Desk.Book.SaveAsync(request, CancellationToken.None));

        Assert.Equal(path, Assert.Single(((RpcInvalidData)error.Detail!).Problems).Path);
    }

    [Fact]
    public async Task Save_KeyWithALineBreak_IsRefusedAndNotKept()
    {
        await using var bed = await ModelBed.OpenAsync();

        var error = await Assert.ThrowsAsync<RpcException>(() => bed.SetUpAsync(Elsewhere, key: "abc\r\nHost: evil"));

        Assert.Equal(RpcErrorCode.Invalid, error.Code);
        Assert.Empty(bed.Secrets.Values);
    }

    [Fact]
    public async Task Obstacle_ModelElsewhere_IsThatNobodyLookedUntilSomebodyAllows()
    {
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync(Elsewhere);
        var estimate = bed.Desk.Estimate(model, ModelBed.Payload, 100);

        var before = bed.Desk.Obstacle(model, ModelBed.About("p1"), estimate);
        var error = await Assert.ThrowsAsync<RpcException>(() => bed.AskAsync(model));
        var allowed = await bed.Desk.Book.AllowAsync("one", CancellationToken.None);

        Assert.Contains("assistant draft plan", before!.Remedy, StringComparison.Ordinal);
        Assert.Contains("assistant models allow one", before.Remedy, StringComparison.Ordinal);
        Assert.Equal("model.look", model.Need!.Code);
        Assert.Equal(RpcErrorCode.NeedsSetup, error.Code);
        Assert.Equal("needsSetup", Assert.Single(await bed.LedgerAsync()).Outcome);
        Assert.Null(bed.Desk.Obstacle(allowed, ModelBed.About("p1"), estimate));
        Assert.Null(allowed.Need);
    }

    [Fact]
    public async Task Obstacle_NoKeyForTheProvidersOwnEndpoint_IsTheKey()
    {
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.Desk.Book.SaveAsync(new ModelSaveRequest { Id = "gpt", Provider = ModelProvider.OpenAi, Name = "gpt-4o-mini" }, CancellationToken.None);

        Assert.Equal("model.key", model.Need!.Code);
        Assert.Contains("no key", bed.Desk.Obstacle(model, ModelBed.About("p1"), bed.Desk.Estimate(model, ModelBed.Payload, 100))!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_LocalModelWithoutKey_SendsNoneAndNeedsNoYes()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://localhost:{endpoint.Port}/v1", key: null);

        Assert.Equal("Hi", await bed.AskAsync(model));
        Assert.Null(Assert.Single(endpoint.Questions).Key);
        Assert.Equal("/v1/chat/completions", endpoint.Questions.First().Path);
        Assert.Contains("\"max_tokens\":500", endpoint.Questions.First().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_ModelThatMovedMeanwhile_AsksNeitherPlace()
    {
        await using var before = new FakeModelEndpoint();
        await using var after = new FakeModelEndpoint();
        before.Answer(ModelDialect.OpenAi.Whole("Hi"));
        after.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await ModelBed.OpenAsync();
        var old = await bed.SetUpAsync($"http://localhost:{before.Port}/v1");
        await bed.SetUpAsync($"http://localhost:{after.Port}/v1", key: "another-key");

        var error = await Assert.ThrowsAsync<RpcException>(() => bed.AskAsync(old));

        Assert.Equal(RpcErrorCode.ContentModified, error.Code);
        Assert.Empty(before.Questions);
        Assert.Empty(after.Questions);
    }

    [Fact]
    public async Task Find_KeyOfAModelThatMoved_IsNotGivenToTheOldPlace()
    {
        await using var bed = await ModelBed.OpenAsync();
        var old = await bed.SetUpAsync("https://old.example/v1");
        var keys = new ModelKeys(bed.Secrets);
        var moved = await bed.SetUpAsync(Elsewhere, key: "another-key");

        Assert.Null(await keys.FindAsync(old, CancellationToken.None));
        Assert.Equal("another-key", await keys.FindAsync(moved, CancellationToken.None));
    }
}
