using Assistant.Host.Mailroom.Letters;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>Everything for one writing, of one subject.</summary>
/// <param name="Wanted">What it is about.</param>
/// <param name="Ground">What the mailroom knows for it.</param>
/// <param name="Request">What the writer is given.</param>
/// <param name="Proof">What a claim may rest on: the sources without what a writer wrote itself.</param>
/// <param name="Today">The date that it is written on.</param>
/// <param name="Notices">For a person: what could not be read.</param>
/// <param name="Template">The one that the text follows; null where it follows none.</param>
internal sealed record Gathered(
    LetterWanted Wanted, LetterGround Ground, WriterRequest Request, IReadOnlyList<WritingSource> Proof, DateOnly Today, IReadOnlyList<string> Notices, Template? Template)
{
    /// <summary>The record that it is for; null where that is the contact.</summary>
    public RecordRef? About { get; init; }
}
