using Assistant.Host;
using Assistant.Host.Cli;
using Assistant.Host.Contracts;
using Assistant.Host.Doors;

if (args is ["serve", ..])
    Rehearsal.Begin();
return await CliEntry.RunAsync(args, new CliHooks(HostProcess.ServeAsync, ContractWriter.RunAsync, RestoreRun.RunAsync));
