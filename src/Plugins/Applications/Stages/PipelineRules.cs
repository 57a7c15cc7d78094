using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Stages;

internal static class PipelineRules
{
    // More columns than this no board can show.
    private const int MostStages = 20;

    private const int LongestName = 30;

    private const int LongestTitle = 60;

    public static List<RpcProblem> Check(PipelineSetRequest request)
    {
        var problems = new List<RpcProblem>();
        if (request.Stages.Count is 0 or > MostStages)
            problems.Add(Problem("$.stages", $"are {request.Stages.Count}", $"Give 1 to {MostStages}."));
        if (request.Stages.Count > 0 && request.Stages[0].Kind != StageKind.Open)
            problems.Add(Problem("$.stages[0].kind", "is not open", "The first stage is where new applications begin."));
        for (var i = 0; i < Math.Min(request.Stages.Count, MostStages); i++)
        {
            var stage = request.Stages[i];
            if (!IsName(stage.Name))
                problems.Add(Problem($"$.stages[{i}].name", $"'{stage.Name}' is no name of a stage", $"Write 1 to {LongestName} lower-case letters and digits, with single hyphens between them."));
            else if (request.Stages.Take(i).Any(other => other.Name == stage.Name))
                problems.Add(Problem($"$.stages[{i}].name", $"'{stage.Name}' is there twice", "Name each stage once."));
            if (string.IsNullOrWhiteSpace(stage.Title) || stage.Title.Length > LongestTitle || stage.Title.Any(char.IsControl))
                problems.Add(Problem($"$.stages[{i}].title", "is no title", $"Give 1 to {LongestTitle} characters on one line."));
        }

        return problems;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name[0] != '-' && name[^1] != '-' && !name.Contains("--", StringComparison.Ordinal) && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static RpcProblem Problem(string path, string problem, string remedy) => new() { Path = path, Problem = problem, Remedy = remedy };
}
