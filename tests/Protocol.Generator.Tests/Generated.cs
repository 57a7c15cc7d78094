using Assistant.Protocol.JsonRpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Protocol.Generator.Tests;

/// <summary>One run of the generator over a piece of source.</summary>
internal sealed record Generated(IReadOnlyList<string> Sources, IReadOnlyList<Diagnostic> Problems, Compilation Output, GeneratorDriver Driver)
{
    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static Compilation Compile(string source) => CSharpCompilation.Create(
        "Sample",
        [CSharpSyntaxTree.ParseText(source, path: "Sample.cs")],
        [.. References, MetadataReference.CreateFromFile(typeof(RpcContract).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static Generated From(string source)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new RpcServiceGenerator().AsSourceGenerator()], driverOptions: new(default, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(Compile(source), out var output, out var problems);
        return new([.. driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString())], problems, output, driver);
    }
}
