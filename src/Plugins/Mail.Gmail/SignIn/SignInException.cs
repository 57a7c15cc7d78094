namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>A sign-in that came to nothing; the message is for a person and names no address.</summary>
#pragma warning disable CA1032 // Without its message it would say nothing.
internal sealed class SignInException(string message, Exception? inner = null) : Exception(message, inner);
#pragma warning restore CA1032
