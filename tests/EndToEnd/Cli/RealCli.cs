using System.Diagnostics;
using System.Globalization;
using System.Text;
using Assistant.TestKit;

namespace Assistant.EndToEnd.Cli;

/// <param name="Code">The exit code.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Finished(int Code, string Out, string Error)
{
    public override string ToString() => $"exit code {Code}\n--- out\n{Out}\n--- error\n{Error}";
}

/// <summary>The built program in a home of its own, away from any terminal; its hosts end with it.</summary>
internal sealed class RealCli : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("assistant-e2e-").FullName;

    /// <summary>A cold command on a busy machine; a hang should fail the test and not the run.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What opens where a text is to be edited.</summary>
    public string Editor { get; init; } = "false";

    /// <summary>The desktop that it runs on; absent is none, for a keyring of whoever runs the tests is not theirs to write to.</summary>
    public string? SessionBus { get; init; }

    public string Home => Path.Combine(_root, "home");

    public string Demo => Path.Combine(Home, "demo");

    public string Main => Path.Combine(Home, "main");

    public static string Program => Checkout.Program;

    public string PathTo(string name) => Path.Combine(_root, name);

    public string WriteFile(string name, string text)
    {
        File.WriteAllText(PathTo(name), text);
        return PathTo(name);
    }

    public Task<Finished> RunAsync(params string[] args) => RunAsync(args, "");

    public Task<Finished> RunAsync(string[] args, string input) => RunAsync("setsid", ["--wait", Program, .. args], input);

    /// <summary>The same at a terminal, where somebody types <paramref name="typed"/> and stays there: one whose input ends has script(1) wait for two seconds.</summary>
    public Task<Finished> RunAtTerminalAsync(string typed, params string[] args) => WatchAtTerminalAsync(typed, static _ => Task.FromResult(true), args);

    /// <summary>At a terminal too, where somebody types, and does something of their own with what they read, as soon as they can.</summary>
    /// <param name="typed">What is typed.</param>
    /// <param name="read">Given all that is on the screen whenever that is more; true once it has done its own.</param>
    /// <param name="args">The command.</param>
    public async Task<Finished> WatchAtTerminalAsync(string typed, Func<string, Task<bool>> read, params string[] args)
    {
        using var process = Start("script", AtTerminal(args));
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.StandardInput.WriteAsync(typed.AsMemory(), patience.Token);
            await process.StandardInput.FlushAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            var (screen, buffer, done) = (new StringBuilder(), new char[4096], false);
            while (await process.StandardOutput.ReadAsync(buffer, patience.Token) is > 0 and var count)
            {
                screen.Append(buffer, 0, count);
                done = done || await read(screen.ToString());
            }

            await process.WaitForExitAsync(patience.Token);
            return new Finished(process.ExitCode, screen.ToString(), await error);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>At a terminal too, where somebody presses Ctrl-C as soon as <paramref name="seen"/> is on the screen.</summary>
    public async Task<Finished> InterruptAtTerminalAsync(string seen, params string[] args)
    {
        using var process = Start("script", AtTerminal(args));
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            var (screen, buffer, pressed) = (new StringBuilder(), new char[1024], false);
            while (await process.StandardOutput.ReadAsync(buffer, patience.Token) is > 0 and var count)
            {
                screen.Append(buffer, 0, count);
                if (pressed || !screen.ToString().Contains(seen, StringComparison.Ordinal))
                    continue;
                pressed = true;
                await process.StandardInput.WriteAsync("\u0003".AsMemory(), patience.Token);
                await process.StandardInput.FlushAsync(patience.Token);
            }

            await process.WaitForExitAsync(patience.Token);
            return new Finished(process.ExitCode, screen.ToString(), await error);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Another program, in the same surroundings.</summary>
    public Task<Finished> RunProgramAsync(string program, params string[] args) => RunAsync(program, args, "");

    /// <summary>The same, with something on its standard input.</summary>
    public async Task<Finished> RunAsync(string program, string[] args, string input)
    {
        using var process = Start(program, args);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return new Finished(process.ExitCode, await output, await error);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>What a command said that has to succeed.</summary>
    public static async Task<Finished> DoneAsync(Task<Finished> running)
    {
        var done = await running;
        Assert.True(done.Code == 0, done.ToString());
        return done;
    }

    public Process Start(string program, string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = _root,
        };
        start.Environment["ASSISTANT_HOME"] = Home;
        start.Environment["XDG_STATE_HOME"] = Path.Combine(_root, "state");
        start.Environment["HOME"] = _root;
        start.Environment["NO_COLOR"] = "1";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["EDITOR"] = Editor;
        start.Environment.Remove("ASSISTANT_DATA");
        start.Environment["DBUS_SESSION_BUS_ADDRESS"] = SessionBus;
        return Process.Start(start)!;
    }

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Home))
        {
            foreach (var file in Directory.EnumerateFiles(_root, "host.lock", SearchOption.AllDirectories))
                await EndAsync(file);
        }

        Directory.Delete(_root, recursive: true);
    }

    private static string[] AtTerminal(string[] args) => ["-qec", string.Join(' ', args.Prepend(Program).Select(static word => $"'{word}'")), "/dev/null"];

    private static async Task EndAsync(string lockFile)
    {
        var line = (await File.ReadAllLinesAsync(lockFile)).FirstOrDefault(line => line.StartsWith("pid=", StringComparison.Ordinal));
        if (line is null)
            return;
        try
        {
            using var host = Process.GetProcessById(int.Parse(line[4..], CultureInfo.InvariantCulture));
            host.Kill();
            await host.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It has ended by itself.
        }
    }
}
