using System.Globalization;
using Assistant.EndToEnd.Cli;

namespace Assistant.EndToEnd.Doors;

/// <summary>Another user of the machine, who is really another: uid 65534, by setpriv. Whatever succeeds for it is kept as a fault.</summary>
internal sealed class OtherUser(RealCli cli)
{
    // Everything that can be done to a path: what it could do is printed, with the number of things it tried last.
    private const string Probe = """
        use Socket; use Fcntl; $SIG{PIPE} = 'IGNORE'; my $n = 0;
        sub tried { my ($verb, $path, $done) = @_; $n++; print "$verb $path\n" if $done; }
        while (my $path = <STDIN>) {
            chomp $path;
            tried('read', $path, sysopen(my $r, $path, O_RDONLY | O_NONBLOCK) && !-d $path);
            tried('append', $path, !-d $path && sysopen(my $a, $path, O_WRONLY | O_APPEND | O_NONBLOCK));
            tried('list', $path, opendir(my $d, $path));
            tried('make in', $path, open(my $m, '>', "$path/of-another"));
            tried('link from', $path, link($path, "/tmp/of-another-$$"));
            tried('mode of', $path, chmod(0777, $path));
            tried('remove', $path, unlink($path) || rmdir($path));
            tried('move', $path, rename($path, "$path.moved"));
            if (socket(my $s, PF_UNIX, SOCK_STREAM, 0) && length($path) < 108) { tried('connect to', $path, connect($s, sockaddr_un($path))); }
        }
        print "tried $n\n";
        """;

    // Ends with 13 where it cannot connect, 4 where it is closed unheard, 0 where anything was said to it; an alarm ends it where it is left waiting.
    private const string Knock = """
        use Socket; $SIG{PIPE} = 'IGNORE'; alarm 5; socket(S, PF_UNIX, SOCK_STREAM, 0) or exit 9; connect(S, sockaddr_un($ARGV[0])) or exit 13;
        syswrite(S, $ARGV[1] . "\n"); $n = sysread(S, $said, 4096); print $said; exit($n ? 0 : 4);
        """;

    private readonly List<string> _done = [];

    public int Attempts { get; private set; }

    /// <summary>What it could do and should not have.</summary>
    public IReadOnlyList<string> Done => _done;

    /// <summary>Tries everything on each path.</summary>
    public async Task TryPathsAsync(string when, IReadOnlyCollection<string> paths)
    {
        Assert.NotEmpty(paths);
        var lines = (await RunAsync("perl", ["-e", Probe], string.Join('\n', paths) + "\n")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Attempts += int.Parse(lines[^1].Split(' ')[1], CultureInfo.InvariantCulture);
        _done.AddRange(lines[..^1].Select(line => $"{when}: {line}"));
    }

    /// <summary>Says each of the words at the socket.</summary>
    /// <param name="when">What it is called where it succeeds.</param>
    /// <param name="socket">Its path.</param>
    /// <param name="code">13 where it should not even connect, 4 where it should be closed unheard.</param>
    /// <param name="words">One line each.</param>
    public async Task TryWordsAsync(string when, string socket, int code, params IEnumerable<string> words)
    {
        foreach (var word in words)
            Count($"{when}: {word}", await RunAsync("perl", ["-e", Knock, socket, word]) is { Out: "" } said && said.Code == code);
    }

    /// <summary>A command that must fail and say nothing on standard output.</summary>
    public async Task TryCommandAsync(string when, params string[] command) =>
        Count($"{when}: {string.Join(' ', command)}", await RunAsync(command[0], command[1..]) is { Code: not 0, Out: "" });

    /// <summary>A command that may succeed, and whose output must not have any of the secrets.</summary>
    public async Task TryFindAsync(string when, IReadOnlyCollection<string> secrets, params string[] command)
    {
        var said = await RunAsync(command[0], command[1..]);
        Count($"{when}: {string.Join(' ', command)}", !secrets.Any(secret => (said.Out + said.Error).Contains(secret, StringComparison.Ordinal)));
    }

    /// <summary>A request at the web door, which another user can reach, and its answer's status.</summary>
    public async Task TryRequestAsync(string when, string expected, string address, params string[] arguments)
    {
        var said = await RunAsync("curl", ["-sk", "--max-time", "10", "-o", "/dev/null", "-w", "%{http_code}", .. arguments, address]);
        Count($"{when}: {string.Join(' ', arguments)} {address} -> {said.Out}", said.Out == expected);
    }

    private Task<Finished> RunAsync(string program, string[] args, string input = "") =>
        cli.RunAsync("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", program, .. args], input);

    private void Count(string what, bool refused)
    {
        Attempts++;
        if (!refused)
            _done.Add(what);
    }
}
