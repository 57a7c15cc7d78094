namespace Assistant.Plugins.MailLocal.Office;

/// <summary>The disk failed, and whether a message was submitted is open until it answers again.</summary>
#pragma warning disable CA1032 // Thrown at one place, which has both a message and a cause.
internal sealed class UnsettledException(string message, Exception inner) : Exception(message, inner);
#pragma warning restore CA1032
