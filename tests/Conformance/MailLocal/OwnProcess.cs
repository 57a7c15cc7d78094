using System.Diagnostics;
using System.Text.Json;
using Assistant.Host.Extensions.Running;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Conformance.MailLocal;

/// <summary>The plugin in a process of its own, started as the host starts one: the built runner, the built plugin, standard input and output.</summary>
internal sealed class OwnProcess : IAsyncDisposable
{
    /// <summary>As the host starts them; it lives as long as this test process.</summary>
    private static readonly ChildStarter Starter = new();

    private readonly Process _process;
    private readonly RpcSession _session;

    private OwnProcess(Process process, RpcSession session) => (_process, _session) = (process, session);

    public IRpcCaller Caller => _session;

    public static async ValueTask<OwnProcess> StartAsync(string dataFolder, FakeBlobs blobs)
    {
        Directory.CreateDirectory(dataFolder);
        var host = HostFolder();
        var process = await Starter.StartAsync(new ProcessStartInfo("dotnet", [Path.Combine(host, "runner", "assistant-plugin-runner.dll")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        });
        var transport = new StreamTransport(process.StandardOutput.BaseStream, process.StandardInput.BaseStream, RpcFraming.Headers);
        var session = new RpcSession(transport).Start(BlobsRpc.Contract.Bind(blobs));
        await PluginRunnerRpc.Contract.Connect(session).ActivateAsync(
            new PluginActivateRequest
            {
                PluginId = "mail.local",
                Folder = Path.Combine(host, "plugins", "mail.local"),
                Main = "Assistant.Plugins.MailLocal.dll",
                DataFolder = dataFolder,
                Settings = JsonDocument.Parse("{}").RootElement,
                Offerable = ["mailProvider", "postOffice"],
            },
            default);
        return new OwnProcess(process, session);
    }

    /// <summary>SIGKILL: nothing of it runs any more when this returns.</summary>
    public async ValueTask KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _session.DisposeAsync();
        _process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await PluginRunnerRpc.Contract.Connect(_session).DeactivateAsync(new PluginDeactivateRequest(), default);
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        await _session.DisposeAsync();
        _process.Dispose();
    }

    /// <summary>The host's output, of the same configuration as this test: it holds the runner and the plugins as they are shipped.</summary>
    private static string HostFolder()
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(own.Parent!.Parent!.FullName, "Assistant.Host", own.Name);
    }
}
