using System.Globalization;
using Assistant.Bench.Models;
using Assistant.Protocol.Plugins;
using Assistant.TestKit.Models;

// assistant-bench-models HOST [ROUNDS]: how much later the first word comes through the host, and through what the plugin puts around a call, than from the endpoint.
var (host, rounds) = args switch
{
    [var path] => (path, 300),
    [var path, var text] => (path, int.Parse(text, CultureInfo.InvariantCulture)),
    _ => ("", 0),
};
if (rounds == 0)
{
    Console.Error.WriteLine("usage: HOST [ROUNDS]");
    return 2;
}

const int WarmUp = 60;

// What the feature allows itself.
const double Peer = 5;

string[] words = [.. Enumerable.Range(0, 40).Select(static i => $" word{i}")];
await using (var endpoint = new FakeModelEndpoint())
{
    endpoint.Answer(ModelDialect.OpenAi.Whole(["{\"subject\":\"Hello\",\"parts\":[{\"sentences\":[{\"text\":\"", .. words, ".\",\"sources\":[]}]}]}"]));
    await using var ours = await HostedModel.OpenAsync(host, endpoint.Port);
    using var direct = new DirectModel(endpoint.Port);
    await RunAsync("bench first-token-overhead", " goal<=1.0", ours.AskAsync, direct.AskAsync);
}

foreach (var (provider, dialect, row) in new[] { (ModelProvider.OpenAi, ModelDialect.OpenAi, "first-token-client"), (ModelProvider.Anthropic, ModelDialect.Anthropic, "first-token-client-anthropic") })
{
    await using var endpoint = new FakeModelEndpoint();
    endpoint.Answer(dialect.Whole(words));
    await using var ours = await DecoratedModel.OpenAsync(provider, endpoint.Port);
    using var direct = new DirectModel(endpoint.Port);
    await RunAsync($"beside {row}", "", ours.AskAsync, direct.AskAsync);
}

return 0;

async Task RunAsync(string row, string goal, Func<Task<double>> ours, Func<Task<double>> direct)
{
    var (through, beside) = (new List<double>(), new List<double>());
    for (var round = -WarmUp; round < rounds; round++)
    {
        // In turns, each first as often as the other.
        double ourTime, directTime;
        if (round % 2 == 0)
            (ourTime, directTime) = (await ours(), await direct());
        else
            (directTime, ourTime) = (await direct(), await ours());
        if (round >= 0)
        {
            through.Add(ourTime);
            beside.Add(directTime);
        }
    }

    var (median, straight) = (Median(through), Median(beside));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{row}: ours={median - straight:0.00}ms peer={Peer:0.0}ms ratio={(median - straight) / Peer:0.00}{goal} (through={median:0.00}ms p95={through[through.Count * 95 / 100]:0.00}ms direct={straight:0.00}ms N={rounds})"));
}

static double Median(List<double> values)
{
    values.Sort();
    return values[values.Count / 2];
}
