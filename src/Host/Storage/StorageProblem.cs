namespace Assistant.Host.Storage;

/// <summary>Why a folder or file cannot be used, and the one thing a person can do about it.</summary>
internal sealed record StorageProblem(string Reason, string Remedy);
