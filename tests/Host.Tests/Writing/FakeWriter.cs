using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing;

/// <summary>Writes what a test says, word by word where it says so, and keeps what it was given.</summary>
internal sealed class FakeWriter : IWriter
{
    public List<WriterRequest> Requests { get; } = [];

    /// <summary>What it answers.</summary>
    public Func<WriterRequest, WriterResponse> Answer { get; set; } = static _ => Response("Hello", "Dear Ana,\n", "may I ask?");

    /// <summary>What it does before that.</summary>
    public Func<IProgress<WritingProgress>, CancellationToken, Task> Working { get; set; } = static (_, _) => Task.CompletedTask;

    public static WriterResponse Response(string? subject, params string[] sentences) => new()
    {
        Subject = subject,
        Parts = [new WrittenPart { Sentences = [.. sentences.Select(static text => new WrittenSentence(text, ["contact.name"]))] }],
        Work = "drafted",
        Provider = "openAi",
        Model = "small",
        Prompt = "outreach@3f2a90c1",
        Usage = new WritingUsage(100, 20, 5, 0.01m),
        Notices = [],
    };

    public ValueTask<WritingPlan> PlanAsync(WriterRequest request, CancellationToken cancel)
    {
        Requests.Add(request);
        return new(new WritingPlan
        {
            Provider = "openAi", IsLocal = true, Payload = [new PayloadMessage("user", string.Join('\n', request.Sources.Select(static source => source.Text)))],
            Fields = [.. request.Sources.Select(static source => source.Id)], Estimate = new WritingUsage(100, 400, 0),
        });
    }

    public async ValueTask<WriterResponse> WriteAsync(WriterRequest request, IProgress<WritingProgress>? progress, CancellationToken cancel)
    {
        Requests.Add(request);
        await Working(progress!, cancel);
        return Answer(request);
    }
}
