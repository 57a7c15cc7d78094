using System.Globalization;
using Assistant.Bench.Host;

switch (args)
{
    case ["start", var host, var empty, var rounds]:
        Starts.Run(host, empty, int.Parse(rounds, CultureInfo.InvariantCulture));
        return 0;
    case ["memory", var host]:
        Memory.Run(host);
        return 0;
    case ["web", var host, var vscodeScript, var rounds]:
        WebThroughput.Run(host, vscodeScript, int.Parse(rounds, CultureInfo.InvariantCulture));
        return 0;
    case ["attack", var host, var seconds, .. { Length: <= 1 } core]:
        UnderAttack.Run(host, int.Parse(seconds, CultureInfo.InvariantCulture), core is [var attackersCore] ? attackersCore : null);
        return 0;
    case ["applications", var host, var count, var rounds]:
        Applications.Run(host, int.Parse(count, CultureInfo.InvariantCulture), int.Parse(rounds, CultureInfo.InvariantCulture));
        return 0;
    case ["attackers", var port, var key]:
        UnderAttack.Attack(new WebHost(int.Parse(port, CultureInfo.InvariantCulture), key));
        return 0;
    default:
        Console.Error.WriteLine("usage: start HOST EMPTY ROUNDS\n       memory HOST\n       web HOST VSCODE-SCRIPT ROUNDS\n       attack HOST SECONDS [CORE-OF-ATTACKERS]\n       applications HOST COUNT ROUNDS");
        return 2;
}
