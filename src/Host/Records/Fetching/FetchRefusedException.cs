namespace Assistant.Host.Records.Fetching;

/// <summary>A connection that is not made because of where it would lead.</summary>
/// <param name="problem">What is wrong with the address, to follow its name in a sentence.</param>
#pragma warning disable CA1032 // Without its reason it says nothing, so the parameterless forms are left out on purpose.
internal sealed class FetchRefusedException(string problem) : Exception(problem);
#pragma warning restore CA1032
