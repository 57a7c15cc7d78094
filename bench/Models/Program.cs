using System.Globalization;
using Assistant.Bench.Models;
using Assistant.Protocol.Plugins;
using Assistant.TestKit.Models;

// assistant-bench-models [ROUNDS]: how much later the first word comes through everything that stands around a model's call, than from its endpoint.
var rounds = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 300;
const int WarmUp = 60;
const double Peer = 5;

foreach (var (provider, dialect, row) in new[] { (ModelProvider.OpenAi, ModelDialect.OpenAi, "first-token-overhead"), (ModelProvider.Anthropic, ModelDialect.Anthropic, "first-token-overhead-anthropic") })
{
    await using var endpoint = new FakeModelEndpoint();
    endpoint.Answer(dialect.Whole(Enumerable.Range(0, 40).Select(static i => $" word{i}")));
    await using var ours = await DecoratedModel.OpenAsync(provider, endpoint.Port);
    using var direct = new DirectModel(endpoint.Port);
    var (through, beside) = (new List<double>(), new List<double>());
    for (var round = -WarmUp; round < rounds; round++)
    {
        // In turns, each first as often as the other.
        double ourTime, directTime;
        if (round % 2 == 0)
            (ourTime, directTime) = (await ours.AskAsync(), await direct.AskAsync());
        else
            (directTime, ourTime) = (await direct.AskAsync(), await ours.AskAsync());
        if (round >= 0)
        {
            through.Add(ourTime);
            beside.Add(directTime);
        }
    }

    var (median, straight) = (Median(through), Median(beside));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{(provider == ModelProvider.OpenAi ? "bench " : "")}{row}: ours={median - straight:0.00}ms peer={Peer:0.0}ms ratio={(median - straight) / Peer:0.00}{(provider == ModelProvider.OpenAi ? " goal<=1.0" : "")} (through={median:0.00}ms direct={straight:0.00}ms N={rounds})"));
}

static double Median(List<double> values)
{
    values.Sort();
    return values[values.Count / 2];
}
