using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>setup</c>: the owner and the owner's first key.</summary>
internal static class SetupCommand
{
    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "What you are called in the record of who approved what.", HelpName = "NAME", DefaultValueFactory = _ => Environment.UserName };
        return new CliCommand("setup", "Makes you the owner of the data folder and keeps your key.", "setup", "setup --name \"Ana Ruiz\"") { name }
            .Runs(async (run, cancel) =>
            {
                if (new OwnerKey(run.Folder.Folder).Find() is not null)
                    throw new CliException(ExitCode.Conflict, $"{run.Folder.Folder.FullPath} is set up already, and this command line holds its key.", $"{run.Command("status")} shows it.");
                await using var host = await run.ConnectAsync(cancel);
                var answer = await SetUpAsync(host, run, run.Value(name), cancel);
                return run.Show(HostJson.Default.HostSetupResponse, answer, screen =>
                {
                    screen.Line($"{run.Value(name)} is the owner of {run.Folder.Folder.FullPath}.");
                    screen.Fields(("key", $"kept in {answer.SecretPlace}; used only after your yes at the terminal"), ("next", run.Command("account add")));
                });
            });
    }

    /// <summary>Makes the owner's key and keeps it before anything is said of it.</summary>
    public static async Task<HostSetupResponse> SetUpAsync(HostConnection host, CliRun run, string owner, CancellationToken cancel)
    {
        try
        {
            var answer = await host.Host.SetupAsync(new HostSetupRequest { OwnerName = owner, ClientName = Product.ClientName }, cancel);
            new OwnerKey(run.Folder.Folder).Keep(answer.ClientKey);
            return answer;
        }
        catch (RpcException error) when (error.Code is RpcErrorCode.Conflict or RpcErrorCode.WrongState)
        {
            throw new CliException(ExitCode.Conflict, "An owner's key was made here before, and it is not in this command line's keeping.", "Use the client that holds it, or restore the secret store from your backup.", error);
        }
    }
}
