using Assistant.Host.Extensions.Loading;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.PluginRunner;

/// <summary>Loads one plugin and serves it to the host over standard input and output.</summary>
internal sealed class Runner : IPluginRunner, IAsyncDisposable
{
    /// <summary>For a plugin whose host is gone: enough to close a file, not enough to be noticed as left behind.</summary>
    private static readonly TimeSpan LastWordsTimeout = TimeSpan.FromSeconds(1);

    private readonly RpcSession _session;
    private volatile RpcDispatcher _offered = new([]);
    private IPlugin? _plugin;
    private RunnerContext? _context;
    private int _activated;

    private Runner(Stream input, Stream output) =>
        _session = new RpcSession(
            new StreamTransport(input, output, RpcFraming.Headers, blocks: true),
            new RpcSessionOptions { Resolve = name => _offered.TryFind(name, out var binding) ? binding : null, DrainTimeout = TimeSpan.Zero });

    /// <summary>Serves until the host closes standard input or dies.</summary>
    public static async Task<int> RunAsync()
    {
        await using var runner = new Runner(Console.OpenStandardInput(), Console.OpenStandardOutput());

        // Standard output belongs to the protocol, whatever the plugin prints.
        Console.SetOut(Console.Error);
        runner._session.Start(PluginRunnerRpc.Contract.Bind(runner));
        await runner._session.Completion;
        await runner.LeaveAsync();

        // Not a return: threads of the plugin's own must not keep the process.
        Environment.Exit(0);
        return 0;
    }

    public async ValueTask<PluginActivateResponse> ActivateAsync(PluginActivateRequest request, CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _activated, 1) != 0)
            throw new RpcException(RpcErrorCode.WrongState, "The plugin was activated before.");
        if (request.Main is null)
            throw RpcException.Invalid("$.main", "There is no assembly to load.");
        try
        {
            var offers = new PluginOffers(request.Offerable);
            _context = new RunnerContext(request, _session, offers);
            var plugin = PluginEntry.Create(new PluginLoadContext(request.PluginId, Path.GetFullPath(Path.Combine(request.Folder, request.Main))).LoadMain());
            await plugin.ActivateAsync(_context, cancel);
            await _context.SaidAsync();
            _plugin = plugin;
            _offered = offers.Close();
            return new PluginActivateResponse { Methods = [.. _offered.Bindings.Select(static b => Describe(b.Method))] };
        }
        catch (Exception error) when (error is not RpcException && !cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(error.ToString());
            throw new RpcException(RpcErrorCode.PluginFailed, error.Message, null, error);
        }
    }

    public async ValueTask<Done> DeactivateAsync(PluginDeactivateRequest request, CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _plugin, null) is { } plugin)
            await plugin.DeactivateAsync(cancel);
        return new Done();
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static OfferedMethod Describe(RpcMethod method) => new() { Name = method.Name, Requires = method.Requires, Notification = method.IsNotification };

    private async Task LeaveAsync()
    {
        using var late = new CancellationTokenSource(LastWordsTimeout);
        try
        {
            await DeactivateAsync(new PluginDeactivateRequest(), late.Token).AsTask().WaitAsync(late.Token);
        }
#pragma warning disable CA1031 // The host is gone and the process ends: nobody is left to act on it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync(error.Message);
        }
    }
}
