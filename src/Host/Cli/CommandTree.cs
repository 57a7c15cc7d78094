using System.CommandLine;
using Assistant.Host.Cli.Commands;

namespace Assistant.Host.Cli;

/// <summary>Every command, in the order the help shows them.</summary>
internal static class CommandTree
{
    public static CliCommand Create()
    {
        var root = new CliCommand("assistant", "Drafts, approves, sends and follows up your letters, on your own machine.", "demo", "status", "outbox approve", "tracking check", "call drafts/list '{\"limit\":5}'")
        {
            DemoCommands.Create(),
            SetupCommand.Create(),
            TodayCommand.Create(),
            AccountCommands.Create(),
            ContactCommands.Create(),
            TemplateCommands.Create(),
            CaptureCommand.Create(),
            TrackerCommands.Create(),
            InsightCommand.Create(),
            ApplicationCommands.Create(),
            DocumentCommands.Create(),
            DraftCommands.Create(),
            WritingCommands.Create(),
            ModelCommands.Create(),
            SpendingCommands.Ledger(),
            SpendingCommands.Budget(),
            SpendingCommands.Rules(),
            PromptCommands.Create(),
            StyleCommands.Create(),
            OutboxCommands.Create(),
            TrackingCommands.Create(),
            ProposalCommands.Create(),
            OpenCommand.Create(),
            WebCommands.Create(),
            TrustCommand.Create(),
            InstallCommand.Create(),
            PluginCommands.Create(),
            ClientCommands.Create(),
            TokenCommands.Create(),
            PairCommand.Create(),
            AuditCommands.Create(),
            BackupCommands.Create(),
            RestoreCommand.Create(),
            ExportCommands.Export(),
            ExportCommands.Import(),
            EraseCommand.Create(),
            HostCommands.Doctor(),
            HostCommands.Status(),
            HostCommands.Stop(),
            BridgeCommands.Call(),
            BridgeCommands.Stdio(),
            HostCommands.Serve(),
            HostCommands.Contract(),
        };
        foreach (Option option in (Option[])[Options.Json, Options.Data, Options.Yes, Options.Version, Options.Help])
            root.Options.Add(option);
        return root;
    }
}
