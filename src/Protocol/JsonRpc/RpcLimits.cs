namespace Assistant.Protocol.JsonRpc;

/// <summary>The bounds of a connection. Over one of them the peer gets a clear error and the connection is closed.</summary>
public static class RpcLimits
{
    /// <summary>Bytes of one message. Whatever can be larger (attachments, audio) travels as a blob in chunks of 1 MiB, which base64 makes 1.4 MiB; the rest is room for long drafts and lists.</summary>
    public const int FrameBytes = 4 * 1024 * 1024;

    /// <summary>Levels of nesting in a message: System.Text.Json's own bound, and ten times what the deepest contract uses.</summary>
    public const int Nesting = 64;

    /// <summary>Entries of a batch: enough for a script, few enough to answer in one frame.</summary>
    public const int BatchEntries = 100;

    /// <summary>Calls that one connection may have unanswered, in each direction. An editor has a handful; beyond this it is a flood or a leak.</summary>
    public const int CallsInFlight = 256;

    /// <summary>Bytes of all headers of one frame. The two that exist take less than 100; 8 KiB is what HTTP servers allow.</summary>
    public const int HeaderBytes = 8 * 1024;

    /// <summary>Bytes waiting to be read by the peer, beyond which senders wait and no more requests are read: two full frames.</summary>
    public const int OutgoingBytes = 2 * FrameBytes;

    /// <summary>Receive buffers shrink back to this when a large message is done with, so that one of 4 MiB does not stay for the connection's life.</summary>
    public const int IdleBufferBytes = 64 * 1024;

    /// <summary>How long a peer may leave what was sent to it unread: longer than any pause of a debugger's garbage collector, shorter than a person's patience.</summary>
    public static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a new connection may take to its first message where the door asks for one.</summary>
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long half a message may stand unfinished: slow links deliver 4 MiB in less.</summary>
    public static readonly TimeSpan FrameTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection that ends tries to deliver what is queued, the reason for the end among it.</summary>
    public static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(1);

    /// <summary>How long running calls have to be answered when this side closes; one that takes longer is cancelled.</summary>
    public static readonly TimeSpan LastAnswerTimeout = TimeSpan.FromMilliseconds(100);
}
