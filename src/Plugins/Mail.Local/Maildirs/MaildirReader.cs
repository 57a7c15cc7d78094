using Assistant.Plugins.MailLocal.Files;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailLocal.Maildirs;

/// <summary>Answers what is new in a Maildir. One per plugin; calls for one account follow each other.</summary>
/// <param name="folder">Where the indexes of the accounts are kept.</param>
/// <param name="time">For the window of a resync.</param>
internal sealed class MaildirReader(string folder, TimeProvider time)
{
    /// <summary>A page's headers together stay well under the frame limit of 4 MiB, as base64 too.</summary>
    private const int LongestPage = 2 * 1024 * 1024;

    private const int MostMessages = 1000;

    /// <summary>A resync goes back this far: longer than any mail server keeps trying (five days), so that no bounce is missed.</summary>
    private static readonly TimeSpan ResyncWindow = TimeSpan.FromDays(14);

    /// <summary>And to no more than the newest of these.</summary>
    private const int ResyncMessages = 2000;

    private readonly Lock _gate = new();

    public ChangesResponse Changes(string account, Maildir maildir, ChangesRequest request)
    {
        // One gate for all accounts: the work is short, and the index file of an account has one writer.
        lock (_gate)
        {
            Durable.MakeFolder(folder);
            var index = ArrivalIndex.Open(IndexPath(account));
            var cursor = request.Cursor is null ? null : ArrivalCursor.Parse(request.Cursor);
            var holds = cursor is not null && cursor.Index == index.Name && cursor.Number <= index.Last;
            var arrivals = index.Update(maildir, holds ? cursor!.Number : 0);
            if (holds)
                return Page(maildir, index, arrivals, cursor!.Number, request.Limit, resynced: false);
            var since = request.Cursor is not null ? time.GetUtcNow() - ResyncWindow : request.Since;
            var first = arrivals.Count;
            for (var at = arrivals.Count - 1; since is not null && at >= 0 && at >= arrivals.Count - ResyncMessages; at--)
            {
                if (File.GetLastWriteTimeUtc(arrivals[at].File) >= since.Value.UtcDateTime)
                    first = at;
            }

            var start = first == arrivals.Count ? index.Last : arrivals[first].Number - 1;
            return Page(maildir, index, [.. arrivals.Skip(first)], start, request.Limit, resynced: request.Cursor is not null);
        }
    }

    /// <summary>Forgets how far an account was read.</summary>
    public void Forget(string account)
    {
        lock (_gate)
        {
            if (Directory.Exists(folder))
                File.Delete(IndexPath(account));
        }
    }

    private string IndexPath(string account) => Path.Combine(folder, FileNames.From(account) + ".arrivals");

    private static ChangesResponse Page(Maildir maildir, ArrivalIndex index, IReadOnlyList<Arrival> arrivals, long start, int limit, bool resynced)
    {
        var messages = new List<MessageHead>();
        var problems = new List<RpcProblem>();
        var size = 0;
        var number = start;
        var taken = 0;
        foreach (var arrival in arrivals)
        {
            if (taken >= Math.Clamp(limit, 1, MostMessages) || size >= LongestPage)
                break;
            taken++;
            number = arrival.Number;
            if (Head(maildir, arrival, problems) is not { } head)
                continue;
            size += head.Headers.Length;
            messages.Add(head);
        }

        return new ChangesResponse
        {
            Messages = messages,
            Cursor = new ArrivalCursor(index.Name, number).ToString(),
            More = taken < arrivals.Count,
            Resynced = resynced,
            Problems = problems,
        };
    }

    private static MessageHead? Head(Maildir maildir, Arrival arrival, List<RpcProblem> problems)
    {
        // A mail client may set a flag or delete between the listing and here: the name is looked up once more, and then it is gone.
        var file = arrival.File;
        for (var attempt = 0; attempt < 2 && file is not null; attempt++)
        {
            try
            {
                var received = File.GetLastWriteTimeUtc(file);
                var headers = MessageFile.ReadHeader(file, out var problem);
                if (problem is not null)
                    problems.Add(Problem(file, problem));
                return headers is null ? null : new MessageHead { Id = arrival.Key, Received = new DateTimeOffset(received, TimeSpan.Zero), Headers = headers };
            }
            catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
            {
                file = maildir.Find(arrival.Key);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                problems.Add(Problem(file, "it cannot be read: " + (fault is UnauthorizedAccessException ? "permission is denied" : "the disk reports an error")));
                return null;
            }
        }

        return null;
    }

    private static RpcProblem Problem(string file, string problem) => new()
    {
        Path = $"{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileName(file)}",
        Problem = problem,
        Remedy = "Move the file out of the mailbox where it is no mail, or let your user read it; all other mail is read without it.",
    };
}
