using Assistant.Host.Mailroom.Outbox;
using Assistant.Mail.Mime;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Mailroom;

public sealed class ApprovalRecordTests
{
    private static readonly ApprovalRecord Sample = new()
    {
        AccountId = "a",
        From = new Mailbox("Mira", "me@here.example"),
        To = [new Mailbox(null, "ana@there.example")],
        Cc = [],
        Bcc = ["bo@there.example"],
        ReplyTo = [],
        Subject = "s",
        Text = "t\n",
        Html = "h\n",
        Attachments = [new ApprovedFile("f", "a/b", new string('0', 64))],
        ListHeaders = [],
        Parent = new ParentRef { OutboxId = "p" },
    };

    /// <summary>The layout of version 1, byte for byte: it may never change, since stored approvals are bound to it.</summary>
    [Fact]
    public void Encode_Sample_IsVersionOneByteForByte()
    {
        var expected = "617373697374616e7420617070726f76616c" + "01"
            + "01" + "00000001" + "61"
            + "02" + "01" + "00000004" + "4d697261" + "0000000f" + "6d6540686572652e6578616d706c65"
            + "03" + "00000001" + "00" + "00000011" + "616e614074686572652e6578616d706c65"
            + "04" + "00000000"
            + "05" + "00000001" + "00000010" + "626f4074686572652e6578616d706c65"
            + "06" + "00000000"
            + "07" + "00000001" + "73"
            + "08" + "00000002" + "740a"
            + "09" + "00000002" + "680a"
            + "0a" + "00000001" + "00000001" + "66" + "00000003" + "612f62" + new string('0', 64)
            + "0b" + "00000000"
            + "0c" + "01" + "00000001" + "70";

        Assert.Equal(expected, Convert.ToHexStringLower(Sample.Encode()));
    }

    [Fact]
    public void Hash_WhatOnlyLooksAlike_Differs()
    {
        ApprovalRecord[] records =
        [
            Sample,
            Sample with { To = [], Cc = Sample.To },
            Sample with { Subject = "st", Text = "\n" },
            Sample with { Subject = "s\u200b" },
            Sample with { To = [new Mailbox("", "ana@there.example")] },
            Sample with { To = [.. Sample.To, .. Sample.To] },
            Sample with { Bcc = [] },
            Sample with { Parent = new ParentRef { MessageId = "p" } },
            Sample with { Parent = null },
            Sample with { Attachments = [] },
            Sample with { Attachments = [.. Sample.Attachments, .. Sample.Attachments] },
            Sample with { ListHeaders = [new("List-Id", "x")] },
        ];

        Assert.Distinct(records.Select(static record => record.Hash()));
    }

    [Fact]
    public void Encode_HalfACharacter_IsRefused() =>
        Assert.ThrowsAny<ArgumentException>(() => (Sample with { Subject = "\ud800" }).Encode());
}
