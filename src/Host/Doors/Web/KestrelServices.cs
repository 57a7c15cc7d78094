using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assistant.Host.Doors.Web;

/// <summary>
/// What Kestrel needs to live, without the web host it is usually registered with: that host's configuration, middleware and lifetime are memory that
/// nothing here would use.
/// </summary>
internal sealed class KestrelServices : IWebHostBuilder
{
    private readonly ServiceCollection _services = new();

    private KestrelServices()
    {
    }

    public static ServiceProvider Build(Action<KestrelServerOptions> configure)
    {
        var kestrel = new KestrelServices();
        var diagnostics = new DiagnosticListener("Microsoft.AspNetCore");
        diagnostics.Subscribe(new BadRequestAnswers(), BadRequestAnswers.Wants);
        kestrel._services.AddOptions();
        kestrel._services.AddMetrics();
        // Its log names addresses of peers; ours has what the door itself refuses.
        kestrel._services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        kestrel._services.AddSingleton(diagnostics);
        kestrel._services.AddSingleton<DiagnosticSource>(diagnostics);
        kestrel.UseKestrelCore();
        kestrel._services.Configure(configure);
        return kestrel._services.BuildServiceProvider();
    }

    public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
    {
        configureServices(_services);
        return this;
    }

    public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices)
    {
        configureServices(new WebHostBuilderContext(), _services);
        return this;
    }

    public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => this;

    public string? GetSetting(string key) => null;

    public IWebHostBuilder UseSetting(string key, string? value) => this;

#pragma warning disable ASPDEPR008 // The interface still has it.
    public IWebHost Build() => throw new NotSupportedException("There is no web host here.");
#pragma warning restore ASPDEPR008
}
