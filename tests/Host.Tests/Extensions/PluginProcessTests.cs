using System.Diagnostics;
using Assistant.Fixtures.Hello;
using Assistant.Host.Extensions.Manifests;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Extensions;

/// <summary>What only a real process can show.</summary>
public sealed class PluginProcessTests
{
    // A plugin in another language, in forty lines of shell.
    private const string Shell = """
        answer() { printf 'Content-Length: %s\r\n\r\n%s' "${#1}" "$1"; }
        while IFS= read -r header; do
            length=${header#*: }; length=${length%?}
            IFS= read -r empty
            body=$(dd bs=1 count="$length" 2>/dev/null)
            id=${body#*\"id\":}; id=${id%%,*}
            case $body in
                *'"pluginRunner/activate"'*) answer "{\"jsonrpc\":\"2.0\",\"id\":$id,\"result\":{\"methods\":[{\"name\":\"shell/greet\",\"requires\":\"read\"}]}}" ;;
                *'"shell/greet"'*) answer "{\"jsonrpc\":\"2.0\",\"id\":$id,\"result\":{\"text\":\"Hello from a shell.\"}}" ;;
                *) answer "{\"jsonrpc\":\"2.0\",\"id\":$id,\"result\":{}}" ;;
            esac
        done
        """;

    // Starts something of its own and ends: what it started must not stay.
    private const string Forker = """
        sleep 1000 &
        echo $! > sleeper
        exit 3
        """;

    [Fact]
    public async Task Process_OfAPlugin_IsItsOwnWithAListedEnvironment()
    {
        Environment.SetEnvironmentVariable("ASSISTANT_TEST_SECRET", "for the host alone");
        await using var desk = new ExtensionDesk().WithHello(PluginIsolation.OwnProcess);

        var process = await desk.Hello.ProcessAsync(CancellationToken.None);

        Assert.NotEqual(Environment.ProcessId, process.Pid);
        Assert.Contains("PATH", process.Environment);
        Assert.DoesNotContain("ASSISTANT_TEST_SECRET", process.Environment);
    }

    [Fact]
    public async Task Kill_OfThePlugin_FailsItsCallsByNameAndARestartHeals()
    {
        await using var desk = new ExtensionDesk().WithHello(PluginIsolation.OwnProcess);
        var waiting = desk.Hello.WaitAsync(CancellationToken.None).AsTask();
        var first = (await desk.Hello.ProcessAsync(CancellationToken.None)).Pid;

        Process.GetProcessById(first).Kill();

        var failure = await Assert.ThrowsAsync<RpcException>(() => waiting);
        Assert.Equal(RpcErrorCode.PluginFailed, failure.Code);
        Assert.Equal("The plugin 'hello' ended before it answered: It was killed by signal 9.", failure.Message);
        await desk.UntilAsync(() => desk.HelloPlugin.State == PluginState.Failed);
        Assert.Equal("It was killed by signal 9.", desk.HelloPlugin.Describe().Reason);
        Assert.False(IsRunning(first));

        await desk.Registry.RestartAsync("hello", CancellationToken.None);
        var second = (await desk.Hello.ProcessAsync(CancellationToken.None)).Pid;
        Assert.NotEqual(first, second);
        await desk.Registry.DisableAsync("hello", CancellationToken.None);
        Assert.False(IsRunning(second));
    }

    [Fact]
    public async Task Stop_OfTheHost_LeavesNoProcess()
    {
        await using var desk = new ExtensionDesk().WithHello(PluginIsolation.OwnProcess);
        var pid = (await desk.Hello.ProcessAsync(CancellationToken.None)).Pid;

        await desk.ReopenAsync();

        Assert.False(IsRunning(pid));
        Assert.Equal(["activated", "deactivated"], desk.Activations);
    }

    [Fact]
    public async Task Runner_WhoseInputEnds_EndsByItself()
    {
        var start = new ProcessStartInfo(Artifacts.Runner) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        using var runner = Process.Start(start)!;

        runner.StandardInput.Close();

        await runner.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, runner.ExitCode);
    }

    [Fact]
    public async Task Command_InAnotherLanguage_ServesLikeAnyPlugin()
    {
        await using var desk = WithScript(new ExtensionDesk(), Shell);

        var answer = await desk.Client.InvokeAsync("shell/greet", null, null, CancellationToken.None);

        Assert.Equal("Hello from a shell.", answer.GetProperty("text").GetString());
        desk.Scopes.Clear();
        Assert.Equal(RpcErrorCode.NotAuthorised, (await Assert.ThrowsAsync<RpcException>(async () => await desk.Client.InvokeAsync("shell/greet", null, null, CancellationToken.None))).Code);
    }

    [Fact]
    public async Task Command_ThatEndsAtOnce_FailsAndLeavesNothingBehind()
    {
        await using var desk = WithScript(new ExtensionDesk(), Forker);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await desk.Client.InvokeAsync("shell/greet", null, null, CancellationToken.None));

        Assert.Equal("The plugin 'shell' failed: The plugin 'shell' ended before it answered: It ended with exit code 3.", failure.Message);
        Assert.False(IsRunning(int.Parse(await File.ReadAllTextAsync(Path.Combine(desk.InstalledPlugins, "shell", "sleeper")), provider: null)));
    }

    [Fact]
    public async Task Command_ThatIsMissing_FailsWithItsName()
    {
        await using var desk = new ExtensionDesk().WithManifest("shell", """{"id": "shell", "version": "1.0.0", "host": "0.1.0", "command": ["no-such-program"], "contributes": {"services": ["shell"]}}""");

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await desk.Client.InvokeAsync("shell/greet", null, null, CancellationToken.None));

        Assert.Contains("exit code 127", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_ThatIsNoProtocol_FailsThePlugin()
    {
        await using var desk = WithScript(new ExtensionDesk(), "echo Good morning; sleep 1000");

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await desk.Client.InvokeAsync("shell/greet", null, null, CancellationToken.None));

        Assert.Equal(RpcErrorCode.PluginFailed, failure.Code);
        Assert.Equal(PluginState.Failed, desk.Registry.Get("shell").State);
    }

    private static ExtensionDesk WithScript(ExtensionDesk desk, string script)
    {
        desk.WithManifest("shell", """{"id": "shell", "version": "1.0.0", "host": "0.1.0", "command": ["sh", "main.sh"], "contributes": {"services": ["shell"]}}""");
        File.WriteAllText(Path.Combine(desk.InstalledPlugins, "shell", "main.sh"), script.ReplaceLineEndings("\n"));
        return desk;
    }

    // A process that is dead and not yet buried by its parent is not running.
    private static bool IsRunning(int pid)
    {
        var stat = $"/proc/{pid}/stat";
        try
        {
            return File.Exists(stat) && File.ReadAllText(stat).Split(") ", 2)[1][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
