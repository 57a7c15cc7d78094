namespace Assistant.Host.Cli;

/// <summary>What the process ends with. The numbers are documented in <c>--help</c> and the README, and never change.</summary>
internal enum ExitCode
{
    Ok = 0,

    /// <summary>It could not be done; the message says why.</summary>
    Failed = 1,

    /// <summary>A wrong command line, or input that was refused.</summary>
    Usage = 2,

    /// <summary>No such record, file or running host.</summary>
    NotFound = 3,

    /// <summary>Something has to be set up first.</summary>
    NeedsSetup = 4,

    /// <summary>It needs a right, or a person's yes, that was not there.</summary>
    NotAuthorised = 5,

    /// <summary>Something changed meanwhile, or its state does not allow it.</summary>
    Conflict = 6,

    /// <summary>Some of it was done, and what was left out is named.</summary>
    Partly = 7,

    /// <summary>Ended by Ctrl-C, or by a person's no. 128 + SIGINT, as shells count.</summary>
    Cancelled = 130,
}
