using Assistant.Bench.Rpc;

switch (args)
{
    case ["serve", var path]:
        await Servers.ServeSocketAsync(path);
        return 0;
    case ["echo", var path]:
        Servers.EchoSocket(path);
        return 0;
    case ["echo-stdio"]:
        Servers.EchoStdio();
        return 0;
    case ["compare", "socket" or "stdio", "gated" or "beside", var vscodeScript, var hostProgram]:
        new Comparison(overSocket: args[1] == "socket", gated: args[2] == "gated", vscodeScript, hostProgram).Run();
        return 0;
    case ["call", var path, var name, var message, .. var before]:
        return RealCall.Run(path, name, message, before);
    default:
        Console.Error.WriteLine("usage: compare socket|stdio gated|beside VSCODE-SCRIPT HOST\n       call SOCKET NAME MESSAGE [MESSAGE-BEFORE...]");
        return 2;
}
