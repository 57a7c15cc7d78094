using Assistant.Host;
using Assistant.Host.Cli;
using Assistant.Host.Contracts;

return await CliEntry.RunAsync(args, new CliHooks(HostProcess.ServeAsync, ContractWriter.RunAsync, RestoreRun.RunAsync));
