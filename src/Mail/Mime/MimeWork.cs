namespace Assistant.Mail.Mime;

/// <summary>What one reading has done: how many bytes it looked at, how many parts it made, and what it found wrong.</summary>
internal sealed class MimeWork
{
    /// <summary>Problems kept; a mail of nothing but errors needs no longer list.</summary>
    private const int MaxProblems = 100;

    private readonly List<MailProblem> _problems = [];

    /// <summary>Bytes looked at, counted once per pass. Tests hold it to a multiple of the message's length.</summary>
    public long Steps { get; set; }

    public int Parts { get; set; }

    public IReadOnlyList<MailProblem> Problems => _problems;

    public void Report(string place, string reason)
    {
        if (_problems.Count < MaxProblems)
            _problems.Add(new MailProblem(place, reason));
    }
}
