using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Assistant.TestKit;

namespace Assistant.EndToEnd.Models.Llama;

/// <summary>llama.cpp's own server in a process of its own, as tests/install-llama.sh built it.</summary>
internal sealed class LlamaServer : IAsyncDisposable
{
    // Loading takes milliseconds; a server that takes this long never will.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly StringBuilder _log = new();

    private LlamaServer(string model, string[] options)
    {
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        // One slot, so that a question has the whole context; no page; a fixed seed.
        var port = Port.ToString(CultureInfo.InvariantCulture);
        string[] arguments = ["-m", model, "--host", "127.0.0.1", "--port", port, "--parallel", "1", "--threads", "2", "--seed", "7", "--no-ui", .. options];
        _process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static string Program => Path.Combine(Checkout.Root, "artifacts", "llama", "llama-server");

    public int Port { get; } = FreePort();

    /// <summary>What an OpenAI client is told.</summary>
    public string Endpoint => $"http://127.0.0.1:{Port}/v1";

    /// <summary>All that it wrote so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Questions that it began to answer.</summary>
    public int Taken => Log.Split("processing task").Length - 1;

    /// <summary>A server that is ready.</summary>
    public static Task<LlamaServer> StartAsync(string model, params string[] options) => BegunAsync(new LlamaServer(model, options), Answers(HttpStatusCode.OK));

    /// <summary>A server that has begun to load a model, and goes on so: the file is a pipe into which nobody writes.</summary>
    public static async Task<LlamaServer> StartLoadingAsync(string pipe)
    {
        using (var made = Process.Start("mkfifo", pipe))
            await made.WaitForExitAsync();
        return await BegunAsync(new LlamaServer(pipe, []), Answers(HttpStatusCode.ServiceUnavailable));
    }

    public async Task<bool> IsBusyAsync()
    {
        using var slots = JsonDocument.Parse(await _http.GetStringAsync("/slots"));
        return slots.RootElement.EnumerateArray().Any(static slot => slot.GetProperty("is_processing").GetBoolean());
    }

    public async Task UntilAsync(Func<LlamaServer, Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds(this))
        {
            if (_process.HasExited || patience.IsCancellationRequested)
                throw new InvalidOperationException($"llama-server did not come so far.\n{Log}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<LlamaServer> BegunAsync(LlamaServer server, Func<LlamaServer, Task<bool>> hasBegun)
    {
        try
        {
            await server.UntilAsync(hasBegun);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static Func<LlamaServer, Task<bool>> Answers(HttpStatusCode status) => async server =>
    {
        try
        {
            using var answer = await server._http.GetAsync("/health");
            return answer.StatusCode == status;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    };

    private void Keep(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Runs where llama.cpp's server was built, and says what to run where it was not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LlamaFactAttribute : FactAttribute
{
    public LlamaFactAttribute()
    {
        if (!File.Exists(LlamaServer.Program))
            Skip = "llama.cpp's server is not built: run tests/install-llama.sh, which needs npm, git, cmake and g++.";
    }
}
