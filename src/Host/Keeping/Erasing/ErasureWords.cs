using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Erasing;

/// <summary>What an erasure cannot reach, said before and after it.</summary>
internal static class ErasureWords
{
    public static IReadOnlyList<string> Stays(RecordRef? about) =>
    [
        "What was sent is in the mailboxes it went to, and in the mailbox it was sent from: nothing there is touched. Delete it there yourself.",
        "Backups and exports made before hold what they hold: delete them yourself.",
        .. about is null
            ? (string[])["Kept are the keys of clients and the audit log, which has ids and no content. A backup that is restored after this brings everything back."]
            :
            [
                "Where a backup made before is restored in this place, on this machine, it is erased again before anybody is answered; elsewhere it is not.",
                "Messages that went to others too stay for them: the address goes out of their lists, and is left in the encrypted copy of what was sent. Templates and your style card are written for everyone and stay.",
                "Who must not be written to is still not written to: a check value of the address stays, which knows it again and does not tell it.",
            ],
    ];
}
