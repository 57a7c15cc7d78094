namespace Assistant.Plugins.Applications.Search;

/// <summary>One piece of what was typed.</summary>
/// <param name="At">Its first character, counted from 1.</param>
/// <param name="Not">It had a hyphen before it.</param>
/// <param name="Key">Before the colon; null for a word.</param>
/// <param name="Value">The word, or what stands after the colon, without quotes.</param>
/// <param name="Quoted">It stood in quotes, so that its words belong together.</param>
internal sealed record SearchWord(int At, bool Not, string? Key, string Value, bool Quoted);
