using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailLocal.Sending;

/// <summary>
/// What the exit code of a sendmail-compatible program proves (sysexits.h; sendmail(8), postfix sendmail(1), msmtp(1)). Unknown is the answer
/// wherever one of them is known to use a code after a message, or a part of its recipients, may have gone on.
/// </summary>
internal static class ExitCodes
{
    private const int Usage = 64;
    private const int DataError = 65;
    private const int NoInput = 66;
    private const int NoUser = 67;
    private const int NoHost = 68;
    private const int Unavailable = 69;
    private const int SystemError = 71;
    private const int SystemFile = 72;
    private const int CannotCreate = 73;
    private const int InputOutput = 74;
    private const int TemporaryFailure = 75;
    private const int NoPermission = 77;
    private const int Configuration = 78;

    /// <param name="code">The exit code.</param>
    /// <param name="recipients">With several, one refused name says nothing of the others.</param>
    /// <param name="tookAll">Whether the program read the message to its end. What it never saw whole it cannot have sent.</param>
    /// <param name="temporaryMeansNotSent">The user's word that 75 is not Sendmail's "queued".</param>
    public static (SubmitOutcome Outcome, bool MayRetry) Judge(int code, int recipients, bool tookAll, bool temporaryMeansNotSent) => code switch
    {
        0 => (tookAll ? SubmitOutcome.Accepted : SubmitOutcome.Unknown, false),
        Usage or DataError or NoInput or SystemFile or CannotCreate or NoPermission or Configuration => (SubmitOutcome.Refused, false),
        // It could not fork or open a pipe: before any work.
        SystemError => (SubmitOutcome.Refused, true),
        _ when !tookAll => (SubmitOutcome.Refused, code is TemporaryFailure or Unavailable or InputOutput),
        NoUser or NoHost when recipients == 1 => (SubmitOutcome.Refused, false),
        TemporaryFailure when temporaryMeansNotSent => (SubmitOutcome.Refused, true),
        _ => (SubmitOutcome.Unknown, false),
    };

    public static string Name(int code) => code switch
    {
        Usage => "it does not understand its arguments",
        DataError => "the message or an address is not acceptable",
        NoInput => "it had nothing to read",
        NoUser => "no such recipient",
        NoHost => "no such host",
        Unavailable => "the service is not available",
        SystemError => "a system error",
        SystemFile => "a system file is missing",
        CannotCreate => "it cannot create a file",
        InputOutput => "an input or output error",
        TemporaryFailure => "a temporary failure",
        NoPermission => "permission is denied",
        Configuration => "its configuration is wrong",
        > 128 => "it was killed",
        _ => "no known reason",
    };
}
