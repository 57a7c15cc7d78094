namespace Assistant.Mail.Mime;

/// <summary>What is wrong with a mail, and where: reading goes on past it, building stops at it.</summary>
/// <param name="Place">A header's name, or a part's path such as <c>1.2</c> (the second part of the first part; empty for the whole message).</param>
/// <param name="Reason">One sentence a person can act on. It never repeats the offending value.</param>
public sealed record MailProblem(string Place, string Reason)
{
    public override string ToString() => Place.Length == 0 ? Reason : $"{Place}: {Reason}";
}
