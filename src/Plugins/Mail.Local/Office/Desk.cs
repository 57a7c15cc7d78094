using System.Globalization;
using Assistant.Mail.Mime;
using Assistant.Plugins.MailLocal.Maildirs;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailLocal.Office;

/// <summary>The rehearsal desk: makes correspondents, and answers as one of them. Only where the data is a demonstration.</summary>
/// <param name="office">The post office.</param>
/// <param name="isDemo">Whether the data folder is marked as a demonstration.</param>
/// <param name="time">Dates the answers.</param>
internal sealed class Desk(PostOffice office, Func<bool> isDemo, TimeProvider time) : IPostOffice
{
    /// <summary>The loop delivers at once; longer than this means that the disk does not answer.</summary>
    private static readonly TimeSpan DeliveryPatience = TimeSpan.FromSeconds(10);

    private const string Default = "Thank you for your message. Yes, that sounds good to me. When would suit you?";

    public ValueTask<PostOfficeListResponse> ListAsync(PostOfficeListRequest request, CancellationToken cancel) => new(new PostOfficeListResponse
    {
        Mailboxes = [.. office.Mailboxes.All().Select(m => new PostOfficeMailbox { Address = m.Address, Name = m.Name, Messages = office.Mailboxes.MaildirOf(m.Address).Files().Count() })],
    });

    public ValueTask<Done> OpenAsync(PostOfficeOpenRequest request, CancellationToken cancel)
    {
        RequireDemo();
        var mailbox = Mailbox.Create(request.Name, request.Address, "$.address");
        if (!mailbox.IsValid)
            throw RpcException.Invalid([.. mailbox.Problems.Select(p => new RpcProblem { Path = p.Place, Problem = p.Reason })]);
        var old = office.Mailboxes.Find(request.Address);
        office.Mailboxes.Put((old ?? new OfficeMailbox { Address = request.Address, Name = request.Name }) with
        {
            Name = request.Name,
            AwayText = request.AwayText,
            AwaySubject = request.AwaySubject,
        });
        return new(new Done());
    }

    public async ValueTask<PostOfficeAnswerResponse> AnswerAsync(PostOfficeAnswerRequest request, CancellationToken cancel)
    {
        RequireDemo();
        var mailbox = Find(request.Name);
        var parent = Newest(mailbox) ?? throw new RpcException(
            RpcErrorCode.WrongState, $"{mailbox.Name} has no mail from a person to answer yet.");
        var to = parent.Headers.Mailboxes("Reply-To") is [var reply, ..] ? reply : parent.Headers.From()!;
        var text = string.IsNullOrWhiteSpace(request.Text) ? Default : request.Text;
        var subject = MailWords.OneLine(parent.Subject ?? "");
        var answer = new MessageBuilder
        {
            From = new Mailbox(mailbox.Name, mailbox.Address),
            To = [to],
            Subject = subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? subject : $"Re: {subject}".TrimEnd(),
            Date = time.GetUtcNow(),
            MessageId = $"{Guid.CreateVersion7(time.GetUtcNow()):N}@{PostOffice.HostName}",
            InReplyTo = MailWords.Answerable(parent.Headers.MessageId),
            References = MailWords.Thread(parent.Headers),
            Text = text.TrimEnd() + "\n\n" + Quote(parent),
        };
        var built = answer.Build();
        if (!built.IsValid)
            throw RpcException.Invalid([.. built.Problems.Select(p => new RpcProblem { Path = "$.text", Problem = p.ToString() })]);
        var (_, attempted) = office.Submit(outboxId: null, new Envelope(mailbox.Address, [to.Address]), built.Value.Bytes);
        await attempted.WaitAsync(DeliveryPatience, cancel);
        return new PostOfficeAnswerResponse { From = mailbox.Address, Subject = answer.Subject, Text = text };
    }

    private void RequireDemo()
    {
        if (!isDemo())
            throw new RpcException(RpcErrorCode.WrongState, "The post office can be played with only in a demo folder: start one with 'assistant demo'.");
    }

    private OfficeMailbox Find(string name)
    {
        var people = office.Mailboxes.All().Where(m => !m.IsAccount).ToList();
        Func<OfficeMailbox, bool>[] ways =
        [
            m => new Mailbox(null, m.Address).Matches(new Mailbox(null, name)),
            m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase),
            m => m.Name.Contains(name, StringComparison.OrdinalIgnoreCase) || m.Address.Contains(name, StringComparison.OrdinalIgnoreCase),
        ];
        var found = ways.Select(way => people.FindAll(m => way(m))).FirstOrDefault(f => f.Count > 0) ?? [];
        if (found is [var only])
            return only;
        var names = string.Join(", ", (found.Count > 0 ? found : people).Select(m => m.Name));
        var message = found.Count > 0 ? $"Several are called that: {names}. Say which."
            : people.Count > 0 ? $"Nobody here is called that. There are: {names}."
            : "Nobody has a mailbox here yet.";
        throw new RpcException(RpcErrorCode.NotFound, message, new RpcNotFoundData { Kind = "mailbox", Id = name });
    }

    private MimeMessage? Newest(OfficeMailbox mailbox) => office.Mailboxes.MaildirOf(mailbox.Address).Files()
        .OrderByDescending(File.GetLastWriteTimeUtc).ThenByDescending(f => Path.GetFileName(f), StringComparer.Ordinal)
        .Select(f => MessageFile.ReadWhole(f, out _))
        .OfType<byte[]>()
        .Select(b => MimeMessage.Parse(b))
        .FirstOrDefault(m => m.Headers.From() is not null && m.Headers.Value("Auto-Submitted") is null);

    private static string Quote(MimeMessage parent)
    {
        // A reply quotes to remind, not to repeat.
        const int lines = 40;
        var who = parent.Headers.From() is { } from ? from.Name ?? from.Address : "someone";
        var when = (parent.Headers.Date ?? DateTimeOffset.UnixEpoch).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        var body = parent.ReadableText.TrimEnd().Split('\n');
        return $"On {when}, {MailWords.OneLine(who)} wrote:\n" + string.Join('\n', body.Take(lines).Select(l => l.StartsWith('>') ? ">" + l : "> " + l)) + "\n";
    }
}
