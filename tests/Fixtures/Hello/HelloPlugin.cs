using System.Text;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Fixtures.Hello;

public sealed class HelloPlugin : IPlugin, IHello, IUndeclared
{
    private IPluginContext _context = null!;

    public async ValueTask ActivateAsync(IPluginContext context, CancellationToken cancel)
    {
        _context = context;

        // Standard output belongs to the protocol; a plugin that writes to it all the same breaks nothing.
        Console.WriteLine("Hello from activation.");
        await File.AppendAllTextAsync(Path.Combine(context.DataFolder, "activations"), "activated\n", cancel);
        context.Log(PluginLogLevel.Information, "The greeter is up.");
        switch (context.Settings.TryGetProperty("activation", out var how) ? how.GetString() : "well")
        {
            case "fails":
                throw new InvalidOperationException("The greeter has a cold.");
            case "offersUndeclared":
                context.Offer(UndeclaredRpc.Contract, this);
                break;
            case "offersTwice":
                context.Offer(HelloRpc.Contract, this);
                break;
            case "hangs":
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                break;
            case "needs":
                context.Needs(new SetupNeed { Code = "hello.voice", Message = "It has no voice.", Remedy = "Give it one." });
                break;
        }

        await context.Store.MigrateAsync(new StoreMigrateRequest { Scripts = [new StoreScript("001_initial", "CREATE TABLE said(id INTEGER PRIMARY KEY, text TEXT NOT NULL);")] }, cancel);
        context.Offer(HelloRpc.Contract, this);
    }

    public async ValueTask DeactivateAsync(CancellationToken cancel) =>
        await File.AppendAllTextAsync(Path.Combine(_context.DataFolder, "activations"), "deactivated\n", cancel);

    public ValueTask<GreetResponse> GreetAsync(GreetRequest request, CancellationToken cancel) =>
        ValueTask.FromResult(new GreetResponse { Text = $"Hello, {request.Name}!" });

    public async ValueTask<CountResponse> ContactsAsync(CancellationToken cancel)
    {
        var contacts = ContactsRpc.Contract.Connect(_context.Host);
        var list = await contacts.ListAsync(new ContactListRequest(), cancel);
        return new CountResponse { Count = list.Contacts.Count };
    }

    public async ValueTask<CountResponse> OverreachAsync(CancellationToken cancel)
    {
        var outbox = OutboxRpc.Contract.Connect(_context.Host);
        var list = await outbox.ListAsync(new OutboxListRequest(), cancel);
        return new CountResponse { Count = list.Items.Count };
    }

    public async ValueTask<CountResponse> RememberAsync(GreetRequest request, CancellationToken cancel)
    {
        var insert = new StoreStatement("INSERT INTO said(text) VALUES(@text)", new Dictionary<string, StoreValue> { ["text"] = request.Name });
        await _context.Store.ExecuteAsync(new StoreExecuteRequest { Statements = [insert] }, cancel);
        await _context.Secrets.SetAsync(new SecretSetRequest { Name = "last", Value = Encoding.UTF8.GetBytes(request.Name) }, cancel);
        var count = new StoreStatement("SELECT count(*) FROM said", new Dictionary<string, StoreValue>());
        var answer = await _context.Store.QueryAsync(new StoreQueryRequest { Statement = count }, cancel);
        return new CountResponse { Count = (int)answer.Rows[0][0].Number! };
    }

    public async ValueTask<GreetResponse> RecallAsync(CancellationToken cancel)
    {
        var secret = await _context.Secrets.GetAsync(new SecretGetRequest { Name = "last" }, cancel);
        return new GreetResponse { Text = secret.Value is { } value ? Encoding.UTF8.GetString(value) : "" };
    }

    public ValueTask<CountResponse> CountAsync(CountRequest request, IProgress<CountResponse> progress, CancellationToken cancel)
    {
        for (var i = 1; i <= request.To; i++)
            progress.Report(new CountResponse { Count = i });
        return ValueTask.FromResult(new CountResponse { Count = request.To });
    }

    public ValueTask FailAsync(CancellationToken cancel) => throw new InvalidOperationException("A secret of the plugin's.");

    public ValueTask RefuseAsync(CancellationToken cancel) => throw RpcException.NotFound("greeting", "none");

    public async ValueTask WaitAsync(CancellationToken cancel) => await Task.Delay(Timeout.Infinite, cancel);

    public ValueTask<ProcessResponse> ProcessAsync(CancellationToken cancel) =>
        ValueTask.FromResult(new ProcessResponse { Pid = Environment.ProcessId, Environment = [.. Environment.GetEnvironmentVariables().Keys.Cast<string>().Order(StringComparer.Ordinal)] });

    ValueTask<GreetResponse> IUndeclared.GreetAsync(CancellationToken cancel) => ValueTask.FromResult(new GreetResponse { Text = "unseen" });
}
