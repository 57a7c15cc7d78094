using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>application reply</c>: replies that wait for a person to say which application they belong to.</summary>
internal static class ReplyCommands
{
    public static Command Create() => new CliCommand("reply", "Replies that fit no application, or several.", "application reply list", "application reply assign 5f3a9c21 acme", "application reply assign 5f3a9c21 --none") { List(), Assign() };

    private static CliCommand List() => new CliCommand("list", "Lists replies that wait for you to say where they belong.", "application reply list", "application reply list --json")
        .Runs(async (run, cancel) =>
        {
            await using var host = await run.ConnectAsync(cancel);
            var answer = await host.Applications.UnmatchedAsync(new(), cancel);
            var senders = new Dictionary<string, IncomingMessage?>(StringComparer.Ordinal);
            if (!run.Json)
            {
                foreach (var reply in answer.Replies)
                    senders[reply.MessageId] = (await host.Tracking.ShowAsync(new() { OutboxId = reply.OutboxId }, cancel)).Incoming.FirstOrDefault(each => each.Id == reply.MessageId);
            }

            return run.Show(ApplicationsJson.Default.UnmatchedListResponse, answer, screen => screen.Table(
                ["Id", "From", "Subject", "May belong to"],
                answer.Replies.Select(IReadOnlyList<TextCell> (reply) =>
                [
                    Shown.Id(reply.MessageId), Shown.Person(senders.GetValueOrDefault(reply.MessageId)?.From ?? ""), senders.GetValueOrDefault(reply.MessageId)?.Subject,
                    reply.Candidates.Count == 0 ? "none that is known" : string.Join("; ", reply.Candidates.Select(static card => $"{card.Company}, {ApplicationCommands.Role(card)}")),
                ]),
                "Every reply found its application."));
        });

    private static CliCommand Assign()
    {
        var id = Options.Id("The reply");
        var application = new Argument<string?>("APPLICATION") { Description = "The application it belongs to.", Arity = ArgumentArity.ZeroOrOne };
        var none = new Option<bool>("--none") { Description = "It belongs to none." };
        return new CliCommand("assign", "Says where a reply belongs. What it says becomes a proposal.", "application reply assign 5f3a9c21 acme", "application reply assign 5f3a9c21 --none") { id, application, none }
            .Runs(async (run, cancel) =>
            {
                if (run.Value(none) == run.Value(application) is not null)
                    throw new CliException(ExitCode.Usage, "Say where the reply belongs.", "Name an application, or give --none.");
                UnmatchedReply reply;
                ApplicationCard? card;
                await using (var reader = await run.ConnectAsync(cancel))
                {
                    reply = Reference.One("reply", run.Value(id), (await reader.Applications.UnmatchedAsync(new() { Limit = Paging.MaxLimit }, cancel)).Replies, static each => each.MessageId, static _ => []);
                    card = run.Value(application) is { } given ? await ApplicationCommands.FindAsync(reader, given, cancel) : null;
                }

                await using var host = await run.ConnectAsOwnerAsync(card is null ? "Put this reply away?" : $"Does this reply belong to {card.Company}, {ApplicationCommands.Role(card)}?", cancel);
                var answer = await host.Applications.AssignAsync(new() { MessageId = reply.MessageId, ApplicationId = card?.Id }, cancel);
                return run.Show(ApplicationsJson.Default.AssignResponse, answer, screen => screen.Line(answer.Outcome));
            });
    }
}
