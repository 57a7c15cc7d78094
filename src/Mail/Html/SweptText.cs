namespace Assistant.Mail.Html;

/// <summary>A text without what a person who was shown it would not have seen.</summary>
/// <param name="Text">What is left.</param>
/// <param name="HasMarkup">Tags or comments were taken out.</param>
/// <param name="Hidden">What nobody was meant to see, each on one line and shortened; at most <see cref="MostHidden"/>.</param>
public sealed record SweptText(string Text, bool HasMarkup, IReadOnlyList<string> Hidden)
{
    public const int MostHidden = 20;
}
