using System.Globalization;
using Assistant.Plugins.MailLocal.Maildirs;
using Assistant.Plugins.MailLocal.Office;
using Assistant.Plugins.MailLocal.Sending;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailLocal.Accounts;

/// <summary>The user's own Maildir, and a program that sends.</summary>
internal sealed class CommandAccount(AccountSettings settings, SendJournal journal, TimeProvider time, Action<PluginLogLevel, string> log) : IMailAccount
{
    public Maildir Inbox { get; } = new(settings.Maildir!);

    public string Remains => "The Maildir and the program's configuration are yours and stay as they are.";

    public IReadOnlyList<RpcProblem> Connect(string? displayName)
    {
        var problems = new List<RpcProblem>();
        if (Inbox.Refusal() is { } reason)
            problems.Add(AccountSettings.Wrong("maildir", reason, "Give the folder that holds 'new', 'cur' and 'tmp'; with mbsync it is the Path and Inbox of the MaildirStore"));
        if (ProgramRefusal() is { } refusal)
            problems.Add(AccountSettings.Wrong("sendmail", refusal, "Give the full path of a program that takes a message on standard input; 'command -v sendmail' shows it"));
        if (problems.Count == 0)
            journal.Begin(time.GetUtcNow());
        return problems;
    }

    public async ValueTask<SubmitResponse> SubmitAsync(SubmitRequest request, ReadOnlyMemory<byte> message)
    {
        try
        {
            journal.Write(Record(request, SendStep.Started, null));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new SubmitResponse { Outcome = SubmitOutcome.Refused, MayRetry = true, Reason = "The journal of what was sent cannot be written: " + fault.Message, Evidence = [] };
        }

        var local = TransportHeader.WithLf(message.Span);
        var command = new SendmailCommand(settings.Sendmail!, settings.Arguments, settings.TemporaryMeansNotSent);
        var result = await command.RunAsync(request.Envelope.From, request.Envelope.To, local, time);
        Note(request, result);
        return new SubmitResponse
        {
            Outcome = result.Outcome,
            MayRetry = result.MayRetry,
            Reason = result.Reason,
            Evidence = result.ExitCode is { } code ? [Evidence("exit code", code.ToString(CultureInfo.InvariantCulture))] : [],
        };

        void Note(SubmitRequest sent, SendmailResult outcome)
        {
            // From here on nothing changes what happened: a disk that fails now costs evidence or a copy, and is logged.
            try
            {
                var step = outcome.Outcome switch { SubmitOutcome.Accepted => SendStep.Accepted, SubmitOutcome.Refused => SendStep.Refused, _ => SendStep.Unknown };
                journal.Write(Record(sent, step, outcome.ExitCode));
                if (outcome.Outcome == SubmitOutcome.Accepted && settings.SentFolder.Length > 0)
                    Inbox.MakeFolder(settings.SentFolder).Deliver(MaildirName.Unique(time.GetUtcNow()), time.GetUtcNow(), seen: true, local);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                log(PluginLogLevel.Warning, $"What became of {sent.OutboxId} could not be noted or its copy not be filed: {fault.GetType().Name}.");
            }
        }
    }

    public FindSentResponse FindSent(FindSentRequest request)
    {
        var (began, records) = journal.Read(request.OutboxId);
        if (records.FirstOrDefault(r => r.Step == SendStep.Accepted) is { } accepted)
            return Found(SentEvidence.Sent, $"accepted at {accepted.Time:u}");
        // The journal is the word of the process that ran the program: a copied or restored folder has one that began too late to know.
        if (records.Count == 0)
            return began <= request.Since ? Found(SentEvidence.NotSent, "never given to the program") : Found(SentEvidence.None, "the journal does not reach back so far");
        return records[^1].Step == SendStep.Refused ? Found(SentEvidence.NotSent, $"refused at {records[^1].Time:u}") : Found(SentEvidence.None, "given to the program, which did not say");

        static FindSentResponse Found(SentEvidence found, string value) => new() { Found = found, Evidence = [Evidence("journal", value)] };
    }

    private string? ProgramRefusal()
    {
        if (!File.Exists(settings.Sendmail))
            return "there is no such program";
        const UnixFileMode executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(settings.Sendmail) & executable) == 0 ? "it is not executable" : null;
    }

    private SendRecord Record(SubmitRequest request, SendStep step, int? exitCode) => new() { Step = step, Time = time.GetUtcNow(), OutboxId = request.OutboxId, ExitCode = exitCode };

    private static Evidence Evidence(string name, string value) => new() { Source = EvidenceSource.Provider, Name = name, Value = value };
}
