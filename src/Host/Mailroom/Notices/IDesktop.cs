namespace Assistant.Host.Mailroom.Notices;

/// <summary>Where the system shows a person something that happened.</summary>
internal interface IDesktop
{
    /// <summary>False where there is none, or it did not take it.</summary>
    ValueTask<bool> ShowAsync(string title, string text, CancellationToken cancel);
}
