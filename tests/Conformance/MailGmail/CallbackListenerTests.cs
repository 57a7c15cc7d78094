using Assistant.Plugins.MailGmail.SignIn;

namespace Assistant.Conformance.MailGmail;

public sealed class CallbackListenerTests
{
    [Fact]
    public async Task Wait_ListeningEndsBeforeTheAnswer_FailsAtOnce()
    {
        var listener = new CallbackListener("state", TimeProvider.System);
        var waiting = listener.WaitAsync(default);

        listener.Dispose();

        await Assert.ThrowsAsync<SignInException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
