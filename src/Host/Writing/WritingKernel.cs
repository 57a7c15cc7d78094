using Assistant.Host.Extensions;
using Assistant.Host.Mailroom.Letters;
using Assistant.Host.Records;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Records.Documents;
using Assistant.Host.Records.Proposals;
using Assistant.Host.Records.Templates;
using Assistant.Host.Security;
using Assistant.Host.Storage.Sealing;
using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Writing;

/// <summary>Writing with models. One for each host; each connection gets its own service from it. It can neither approve nor send.</summary>
internal sealed class WritingKernel : IAsyncDisposable
{
    private readonly Books _books;
    private readonly WritingStore _store;
    private readonly WritingRuns _runs;

    /// <param name="books">Where records are.</param>
    /// <param name="sealer">Seals what is written, and what from.</param>
    /// <param name="contacts">Whom it is about.</param>
    /// <param name="templates">What a text may follow.</param>
    /// <param name="proposals">Where a reply's meaning is put before a person.</param>
    /// <param name="decisions">Asks the plugin that has the record first.</param>
    /// <param name="documents">The papers of what a text is for.</param>
    /// <param name="letters">All that the mailroom lends.</param>
    /// <param name="capabilities">Has the writer.</param>
    /// <param name="checker">Finds what no source has.</param>
    /// <param name="logs">The log.</param>
    public WritingKernel(
        Books books, Sealer sealer, ContactStore contacts, TemplateStore templates, ProposalStore proposals, ProposalDecisions decisions, DocumentShelf documents, LetterDesk letters, ICapabilities capabilities, IClaimChecker checker, ILoggerFactory logs)
    {
        _books = books;
        _store = new WritingStore(books, sealer);
        _runs = new WritingRuns(
            books.Database, books.Audit, _store, new SourceGatherer(books.Database, contacts, templates, letters, new AboutTexts(books.Database, documents), new AboutFacts(capabilities.ProposalTargetAsync), books.Time), new WritingKeeper(books, _store, letters, proposals, decisions, checker),
            capabilities, books.Time, logs.CreateLogger<WritingRuns>());
    }

    /// <summary>Something is being written; the host must not end for idleness.</summary>
    public bool IsBusy => _runs.IsBusy;

    /// <summary>Once: what ran when the host ended has failed.</summary>
    public void Recover() => _runs.Recover();

    /// <param name="policy">Who may.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="isLost">The caller's connection is gone.</param>
    public IWriting Service(Policy policy, Caller caller, Func<bool> isLost) => new WritingService(_books, _store, _runs, policy, caller, isLost);

    public ValueTask DisposeAsync() => _runs.DisposeAsync();
}
