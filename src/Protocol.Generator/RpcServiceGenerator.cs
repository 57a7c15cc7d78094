using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Protocol.Generator;

/// <summary>Emits <c>XyzRpc</c> for every interface <c>IXyz</c> marked <c>[RpcService]</c>: its methods as values, a dispatcher and a proxy, so that no call reflects.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class RpcServiceGenerator : IIncrementalGenerator
{
    private const string ServiceAttribute = "Assistant.Protocol.JsonRpc.RpcServiceAttribute";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var services = context.SyntaxProvider
            .ForAttributeWithMetadataName(ServiceAttribute, static (_, _) => true, static (found, cancel) => ServiceReader.Read(found, cancel))
            .WithTrackingName("services");

        context.RegisterSourceOutput(services, static (output, service) =>
        {
            foreach (var problem in service.Problems)
                output.ReportDiagnostic(problem.ToDiagnostic());
            if (service.Problems.Count == 0)
                output.AddSource(service.HintName, SourceText.From(ServiceWriter.Write(service), Encoding.UTF8));
        });
    }
}
