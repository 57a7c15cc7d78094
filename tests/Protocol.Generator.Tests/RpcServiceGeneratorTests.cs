using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Assistant.Protocol.Generator.Tests;

public sealed class RpcServiceGeneratorTests
{
    private const string Prelude = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using System.Text.Json.Serialization.Metadata;
        using Assistant.Protocol.JsonRpc;

        namespace Notes;

        public sealed record Question { public required string Text { get; init; } }
        public sealed record Answer { public required string Text { get; init; } }
        public sealed record Step { public required int At { get; init; } }
        public record Open;
        public sealed class NoRecord;

        public sealed class NotesJson : JsonSerializerContext
        {
            public static NotesJson Default { get; } = new();
            public NotesJson() : base(null) { }
            protected override JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override JsonTypeInfo? GetTypeInfo(Type type) => null;
        }

        """;

    private const string Everything = Prelude + """
        [RpcService("notes", typeof(NotesJson))]
        public interface INotes
        {
            [RpcMethod(Inline = true)]
            ValueTask<Answer> AskAsync(Question request, CancellationToken cancel);

            [RpcMethod(Name = "write", Requires = "draft")]
            ValueTask<Answer> WriteDownAsync(Question request, IProgress<Step>? progress, CancellationToken cancel);

            ValueTask ClearAsync(CancellationToken cancel);

            [RpcNotification]
            ValueTask ChangedAsync(Question request, CancellationToken cancel);
        }
        """;

    [Fact]
    public void Generate_OfEveryShape_EmitsTheStoredText()
    {
        var generated = Generated.From(Everything);

        Assert.Empty(generated.Problems);
        Assert.Equal(Stored("NotesRpc.txt"), Assert.Single(generated.Sources));
    }

    [Fact]
    public void Generate_OfEveryShape_Compiles() =>
        Assert.Empty(Generated.From(Everything).Output.GetDiagnostics().Where(problem => problem.Severity == DiagnosticSeverity.Error));

    [Fact]
    public void Generate_AfterAnEditElsewhere_DoesNothingAgain()
    {
        var generated = Generated.From(Everything);

        var again = generated.Driver.RunGenerators(Generated.Compile(Everything + "\npublic sealed class Elsewhere;"));

        var steps = again.GetRunResult().Results[0].TrackedSteps["services"];
        Assert.All(steps.SelectMany(step => step.Outputs), output => Assert.Contains(output.Reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
    }

    [Theory]
    [InlineData("RPC003", "Task<Answer> AskAsync(Question request, CancellationToken cancel);")]
    [InlineData("RPC003", "Answer Ask(Question request, CancellationToken cancel);")]
    [InlineData("RPC004", "ValueTask<Answer> AskAsync(Question request);")]
    [InlineData("RPC005", "ValueTask<Answer> AskAsync(Question request, Question other, CancellationToken cancel);")]
    [InlineData("RPC005", "ValueTask<Answer> AskAsync(in Question request, CancellationToken cancel);")]
    [InlineData("RPC006", "ValueTask<Answer> AskAsync(string request, CancellationToken cancel);")]
    [InlineData("RPC006", "ValueTask<Answer> AskAsync(Open request, CancellationToken cancel);")]
    [InlineData("RPC006", "ValueTask<NoRecord> AskAsync(Question request, CancellationToken cancel);")]
    [InlineData("RPC006", "ValueTask<Answer> AskAsync(Question request, IProgress<int> progress, CancellationToken cancel);")]
    [InlineData("RPC007", "[RpcNotification] ValueTask<Answer> SaidAsync(Question request, CancellationToken cancel);")]
    [InlineData("RPC008", "[RpcMethod(Inline = true)] ValueTask<Answer> AskAsync(Question request, IProgress<Step> progress, CancellationToken cancel);")]
    [InlineData("RPC009", "ValueTask AskAsync(CancellationToken cancel); ValueTask AskAsync(Question request, CancellationToken cancel);")]
    [InlineData("RPC001", "int Count { get; }")]
    [InlineData("RPC001", "ValueTask AskAsync<T>(CancellationToken cancel);")]
    public void Generate_OfAWrongMember_NamesTheRuleAndEmitsNothing(string rule, string member)
    {
        var generated = Generated.From(Prelude + $"[RpcService(\"notes\", typeof(NotesJson))] public interface INotes {{ {member} }}");

        Assert.Contains(rule, generated.Problems.Select(problem => problem.Id));
        Assert.All(generated.Problems, problem => Assert.Equal("Sample.cs", problem.Location.GetLineSpan().Path));
        Assert.Empty(generated.Sources);
    }

    [Theory]
    [InlineData("RPC001", "[RpcService(\"no tes\", typeof(NotesJson))] public interface INotes;")]
    [InlineData("RPC001", "[RpcService(\"notes\", typeof(NotesJson))] public interface Notes;")]
    [InlineData("RPC001", "[RpcService(\"notes\", typeof(NotesJson))] public interface INotes<T>;")]
    [InlineData("RPC001", "[RpcService(\"notes\", typeof(NotesJson))] public interface INotes : IDisposable;")]
    [InlineData("RPC002", "[RpcService(\"notes\", typeof(Answer))] public interface INotes;")]
    public void Generate_OfAWrongInterface_NamesTheRuleAndEmitsNothing(string rule, string source)
    {
        var generated = Generated.From(Prelude + source);

        Assert.Contains(rule, generated.Problems.Select(problem => problem.Id));
        Assert.All(generated.Problems, problem => Assert.NotEmpty(problem.GetMessage(CultureInfo.InvariantCulture)));
        Assert.Empty(generated.Sources);
    }

    private static string Stored(string name)
    {
        using var stream = typeof(RpcServiceGeneratorTests).Assembly.GetManifestResourceStream(name)!;
        return new StreamReader(stream).ReadToEnd();
    }
}
