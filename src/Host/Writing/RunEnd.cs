namespace Assistant.Host.Writing;

/// <summary>Why a writing was ended before it was done.</summary>
internal enum RunEnd
{
    None,

    /// <summary>A person ended it.</summary>
    Person,

    /// <summary>The host stops.</summary>
    Stop,

    /// <summary>It took longer than any writing does.</summary>
    Overtime,

    /// <summary>It wrote more than any writing has.</summary>
    TooMuch,
}
