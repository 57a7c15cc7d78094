using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing;

public sealed class WritingTests : IAsyncLifetime
{
    private WritingDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await WritingDesk.OpenAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Start_Outreach_MakesADraftToTheContactWithProvenance()
    {
        var writing = await _desk.WriteAsync();

        var draft = await _desk.DraftAsync(writing.DraftId!);
        Assert.Equal((WritingState.Done, "Hello", "Dear Ana,\nmay I ask?\n"), (writing.State, draft.Subject, draft.Body));
        Assert.Equal(["\"Ana Ruiz\" <ana@there.example>".Replace("\"", "", StringComparison.Ordinal)], draft.To);
        Assert.Equal(("drafted", "writer/openAi", "small", "outreach@3f2a90c1"), (draft.Provenance!.Work, draft.Provenance.Composer, draft.Provenance.Model, draft.Provenance.Prompt));
        Assert.Contains(draft.Provenance.Sources, static source => source is { Name: "contact.name", Value: "Ana Ruiz" });
        Assert.Contains(_desk.Host.Events.After(0)!, told => told.Name == "writing.changed" && told.Ids[0] == writing.Id);
    }

    [Fact]
    public async Task Start_AnyTask_GivesTheWriterOneContactAndNoAddress()
    {
        await _desk.Host.Contacts.CreateAsync(new ContactCreateRequest { Name = "Ben Otto", Addresses = ["ben@other.example"] }, default);

        await _desk.WriteAsync(_desk.Request(WritingTask.CoverLetter, null, new WritingText(SourceKind.Cv, "cv.md", "Ten years\n\nof bridges"), new WritingText(SourceKind.Posting, "job", "wanted")) with { Instructions = "be brief" });

        var sources = _desk.Writer.Requests[0].Sources;
        Assert.Equal(
            ["contact.name=Ana Ruiz", "contact.company=Norte 44", "contact.firstName=Ana", "contact.lastName=Ruiz", "sender.name=Mira Ernst", "cv:1=Ten years", "cv:2=of bridges", "posting:1=wanted", "instruction:1=be brief"],
            sources.Select(static source => $"{source.Id}={source.Text}"));
        Assert.Equal("2026-11-21", _desk.Writer.Requests[0].Today);
    }

    [Fact]
    public async Task Start_WhatTheWriterDidNotSee_IsNoSourceOfTheTextAndStillTrue()
    {
        _desk.Writer.Answer = static _ => FakeWriter.Response("Hello", "Dear Ana of Norte 44, it is 45.") with { LeftOut = ["posting:2", "cv:1", "contact.name", "contact.company"] };

        var writing = await _desk.WriteAsync(_desk.Request(WritingTask.CoverLetter, null, new WritingText(SourceKind.Cv, "cv.md", "Ten years"), new WritingText(SourceKind.Posting, "job", "wanted\nat once")));

        var kept = await _desk.Host.Writing.GetAsync(new WritingGetRequest { Id = writing.Id }, default);
        Assert.Equal(["contact.firstName", "contact.lastName", "sender.name", "posting:1"], kept.Sources.Select(static source => source.Id));
        Assert.Empty(kept.Parts[0].Sentences[0].Sources);
        Assert.Empty(kept.Provenance!.Sources);
        Assert.Equal("45", Assert.Single(kept.Claims).Text);
    }

    [Fact]
    public async Task Start_TailoringACvOfWhichALineWasNotSeen_ShowsTheLinesThatWere()
    {
        _desk.Writer.Answer = static _ => FakeWriter.Response(null) with
        {
            LeftOut = ["cv:2"],
            Parts = [new WrittenPart { Of = "cv:1", Sentences = [new("Ten good years", ["cv:1"])] }, new WrittenPart { Of = "cv:2", Sentences = [new("Unseen", [])] }],
        };

        var writing = await _desk.WriteAsync(_desk.Request(WritingTask.CvTailoring, null, new WritingText(SourceKind.Cv, "cv.md", "Ten years\nTwo more")));

        Assert.Equal("```diff\n- Ten years\n+ Ten good years\n```\n", writing.Text);
        Assert.Equal(["cv:1", null], writing.Parts.Select(static part => part.Of));
    }

    [Fact]
    public async Task Start_WriterRefusesItsRequest_KeepsTheReasonWithoutItsPlace()
    {
        _desk.Writer.Working = static (_, _) => throw RpcException.Invalid("$.sources", "Nothing says employer.", "Add it.");

        await Assert.ThrowsAsync<RpcException>(() => _desk.WriteAsync());

        var writing = Assert.Single((await _desk.Host.Writing.ListAsync(new WritingListRequest(), default)).Writings);
        Assert.Equal(("Nothing says employer.", "Add it."), (writing.Failure, writing.Remedy));
    }

    [Fact]
    public async Task Start_CoverLetter_KeepsAWritingAndNoDraft()
    {
        var writing = await _desk.WriteAsync(_desk.Request(WritingTask.CoverLetter));

        Assert.Null(writing.DraftId);
        Assert.Empty((await _desk.Host.Drafts.ListAsync(new DraftListRequest(), default)).Drafts);
        Assert.Equal("Dear Ana,\nmay I ask?\n", (await _desk.Host.Writing.GetAsync(new WritingGetRequest { Id = writing.Id }, default)).Text);
    }

    [Fact]
    public async Task Start_OnADraft_MakesARevisionAndKeepsTheFormerOne()
    {
        var draft = await _desk.Host.Drafts.CreateAsync(new DraftCreateRequest { ContactId = _desk.Ana.Id, Cc = ["boss@there.example"], Subject = "Mine", Body = "My own words." }, default);

        var writing = await _desk.WriteAsync(_desk.Request(WritingTask.Outreach, draft.Id));

        var revised = await _desk.DraftAsync(draft.Id);
        Assert.Equal((draft.Revision + 1, "Hello"), (revised.Revision, revised.Subject));
        Assert.Equal((writing.DraftId, writing.DraftRevision), (draft.Id, revised.Revision));
        Assert.Equal((draft.To[0], "boss@there.example"), (revised.To[0], revised.Cc[0]));
        var history = await _desk.Host.Drafts.HistoryAsync(new DraftHistoryRequest { Id = draft.Id }, default);
        Assert.Equal("My own words.", Assert.Single(history.Revisions).Body);
    }

    [Fact]
    public async Task Start_DraftChangedMeanwhile_KeepsTheUsersTextAndTheWriting()
    {
        var draft = await _desk.Host.Drafts.CreateAsync(new DraftCreateRequest { ContactId = _desk.Ana.Id, Body = "first" }, default);
        var (answer, id, gate) = await _desk.BeginAsync(_desk.Request(WritingTask.Outreach, draft.Id));
        await _desk.Host.Drafts.UpdateAsync(new DraftUpdateRequest { Id = draft.Id, Revision = draft.Revision, Body = "edited meanwhile" }, default);
        gate.SetResult();

        var writing = await answer;

        Assert.Equal("edited meanwhile", (await _desk.DraftAsync(draft.Id)).Body);
        Assert.Equal((id, WritingState.Done, null), (writing.Id, writing.State, writing.DraftRevision));
        Assert.Contains("changed while this was written", Assert.Single(writing.Notices), StringComparison.Ordinal);
        Assert.Contains("may I ask?", writing.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AnotherContactsDraftOrMail_IsRefused()
    {
        var ben = await _desk.Host.Contacts.CreateAsync(new ContactCreateRequest { Name = "Ben Otto", Addresses = ["ben@other.example"] }, default);
        var draft = await _desk.Host.Drafts.CreateAsync(new DraftCreateRequest { ContactId = ben.Id, Subject = "s", Body = "b" }, default);
        var sent = await _desk.Host.ApproveAsync(draft);
        await _desk.Host.DrainAsync(_desk.Account);

        Assert.Equal(RpcErrorCode.Invalid, (await Assert.ThrowsAsync<RpcException>(() => _desk.WriteAsync(_desk.Request(WritingTask.FollowUp) with { OutboxId = sent.Id }))).Code);
        var other = await _desk.Host.Drafts.CreateAsync(new DraftCreateRequest { ContactId = ben.Id }, default);
        Assert.Equal(RpcErrorCode.Invalid, (await Assert.ThrowsAsync<RpcException>(() => _desk.WriteAsync(_desk.Request(draftId: other.Id)))).Code);
        Assert.Empty(_desk.Writer.Requests);
    }

    [Fact]
    public async Task Start_TooMuchOrForbiddenText_IsNamedAndNothingIsWritten()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => _desk.WriteAsync(_desk.Request(WritingTask.Outreach, null, new WritingText(SourceKind.Cv, "", new string('x', 100_001)), new WritingText(SourceKind.Contact, "", "x"))));

        Assert.Equal(["$.texts[0].text", "$.texts[1].kind"], ((RpcInvalidData)refusal.Detail!).Problems.Select(static problem => problem.Path));
        Assert.Empty(_desk.Writer.Requests);
    }

    [Fact]
    public async Task Start_WriterRefuses_KeepsTheReasonAndTheRemedy()
    {
        _desk.Writer.Working = static (_, _) => throw new RpcException(RpcErrorCode.NeedsSetup, "The model has no key.", new RpcNeedsSetupData { Subject = "model:x", Remedy = "Give it one." });

        Assert.Equal(RpcErrorCode.NeedsSetup, (await Assert.ThrowsAsync<RpcException>(() => _desk.WriteAsync())).Code);

        var writing = Assert.Single((await _desk.Host.Writing.ListAsync(new WritingListRequest(), default)).Writings);
        Assert.Equal((WritingState.Failed, "The model has no key.", "Give it one."), (writing.State, writing.Failure, writing.Remedy));
    }

    [Fact]
    public async Task Start_OutputThatWouldBeFetched_IsTextOnly()
    {
        _desk.Writer.Answer = static _ => FakeWriter.Response("Hi\r\nBcc: x@evil.example", "See !![pic](x) and <img src=y> and <script>.", "\u202Eend\u200B");

        var draft = await _desk.DraftAsync((await _desk.WriteAsync()).DraftId!);

        Assert.Equal("Hi Bcc: x@evil.example", draft.Subject);
        Assert.Equal("See [pic](x) and &lt;img src=y> and &lt;script>. end\n", draft.Body);
        var preview = await _desk.Host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default);
        Assert.DoesNotContain("<img", preview.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", preview.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(preview.Bcc);
    }

    [Fact]
    public async Task Start_ReplyMeaning_ProposesAStageThatCanBeTakenBack()
    {
        _desk.Writer.Answer = static _ => FakeWriter.Response(null) with { Meaning = new ReplyMeaning("interview", "We would like to meet you.", "mail:2") };

        var writing = await _desk.WriteAsync(_desk.Request(WritingTask.ReplyMeaning, null, new WritingText(SourceKind.Mail, "reply", "Dear Mira,\nWe would like to meet you. Best, Ana")));

        var proposal = Assert.Single((await _desk.Host.Proposals.ListAsync(new ProposalListRequest(), default)).Proposals);
        Assert.Equal((writing.ProposalId, "stage.move", "We would like to meet you.", "model:small"), (proposal.Id, proposal.Kind, proposal.QuotedLine, proposal.MadeBy));
        await _desk.Host.Proposals.AcceptAsync(new ProposalAcceptRequest { Id = proposal.Id }, default);
        Assert.Equal("interview", (await _desk.Host.Contacts.GetAsync(new ContactGetRequest { Id = _desk.Ana.Id }, default)).Fields["stage"]);
        await _desk.Host.Proposals.UndoAsync(new ProposalUndoRequest { Id = proposal.Id }, default);
        Assert.DoesNotContain("stage", (await _desk.Host.Contacts.GetAsync(new ContactGetRequest { Id = _desk.Ana.Id }, default)).Fields.Keys);
    }

    [Theory]
    [InlineData(null, "The mail says nothing of where things stand, so nothing is proposed.")]
    [InlineData("It is not guessed without a model.", "It is not guessed without a model.")]
    public async Task Start_NoMeaning_SaysWhyOnceAndBlamesNoModelThatReadNothing(string? said, string told)
    {
        _desk.Writer.Answer = _ => FakeWriter.Response(null) with { Notices = said is null ? [] : [said] };

        var writing = await _desk.WriteAsync(_desk.Request(WritingTask.ReplyMeaning, null, new WritingText(SourceKind.Mail, "reply", "Thank you for your letter.")));

        Assert.Null(writing.ProposalId);
        Assert.Equal(told, Assert.Single(writing.Notices));
    }

    [Fact]
    public async Task Start_ReplyToAMailThatCameFirst_IsAMailOfItsOwnAndSaysSo()
    {
        _desk.Writer.Answer = static _ => FakeWriter.Response("Your question", "Yes, I would like to.");

        var writing = await _desk.WriteAsync(_desk.Request(WritingTask.Reply, null, new WritingText(SourceKind.Mail, "letter.txt", "Dear Mira,\nWould you like to work with us? Best, Ana")));
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await _desk.WriteAsync(_desk.Request(WritingTask.FollowUp, null, new WritingText(SourceKind.Mail, "letter.txt", "Hello"))));

        Assert.NotNull(writing.DraftId);
        Assert.Equal("Your question", writing.Subject);
        Assert.Contains(writing.Notices, static notice => notice.StartsWith("Nothing was sent to this contact from here yet", StringComparison.Ordinal));
        Assert.Contains("nothing was sent", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_MeaningThatNoLineSays_ProposesNothing()
    {
        _desk.Writer.Answer = static _ => FakeWriter.Response(null) with { Meaning = new ReplyMeaning("offer", "You are hired.", "mail:1") };

        var writing = await _desk.WriteAsync(_desk.Request(WritingTask.ReplyMeaning, null, new WritingText(SourceKind.Mail, "reply", "We are sorry.")));

        Assert.Null(writing.ProposalId);
        Assert.Empty((await _desk.Host.Proposals.ListAsync(new ProposalListRequest(), default)).Proposals);
        Assert.Single(writing.Notices);
    }

    [Fact]
    public async Task Stored_Writings_AreSealed()
    {
        await _desk.WriteAsync(_desk.Request(WritingTask.CoverLetter, null, new WritingText(SourceKind.Cv, "cv", "secretcvline")));
        await _desk.Fixture.RestartAsync();

        var file = File.ReadAllBytes(_desk.Host.Database.FilePath);
        Assert.True(file.AsSpan().IndexOf("secretcvline"u8) < 0);
        Assert.True(file.AsSpan().IndexOf("may I ask"u8) < 0);
    }

    [Fact]
    public async Task Delete_LeavesNoText()
    {
        var writing = await _desk.WriteAsync();

        await _desk.Host.Writing.DeleteAsync(new WritingGetRequest { Id = writing.Id }, default);

        Assert.Empty((await _desk.Host.Writing.ListAsync(new WritingListRequest(), default)).Writings);
        Assert.Equal(0, _desk.Host.Database.Read(static connection => connection.Number("SELECT length(content) FROM writing")));
    }

    [Fact]
    public async Task Plan_ShowsAndKeepsNothing()
    {
        var plan = await _desk.Host.Writing.PlanAsync(_desk.Request(), default);

        Assert.Contains("contact.name", plan.Fields);
        Assert.Empty((await _desk.Host.Writing.ListAsync(new WritingListRequest(), default)).Writings);
    }

    [Fact]
    public async Task Start_InALanguageByName_GivesTheWriterItsTag()
    {
        await _desk.WriteAsync(_desk.Request() with { Voice = new Voice { Language = "German" } });

        Assert.Equal("de", _desk.Writer.Requests[0].Voice!.Language);
    }

    [Fact]
    public async Task Start_InNoLanguage_IsRefusedBeforeAnyModelIsAsked()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => _desk.WriteAsync(_desk.Request() with { Voice = new Voice { Language = "klingonisch" } }));

        var problem = Assert.Single(((RpcInvalidData)refusal.Detail!).Problems);
        Assert.Equal(("$.voice.language", "is no language that is known here", "Give its code (de, pt-BR) or its name (German, Deutsch)."), (problem.Path, problem.Problem, problem.Remedy));
        Assert.Empty(_desk.Writer.Requests);
    }

    [Fact]
    public async Task Start_WithATemplate_GivesItsVoiceBelowTheRequestsAndItsTextAsThePattern()
    {
        var template = await SaveTemplateAsync(new Voice { Tone = "warm", MaxWords = 90, Language = "de", DoNotSay = ["synergy"] });

        var writing = await _desk.WriteAsync(_desk.Request() with { TemplateId = template.Id, Voice = new Voice { Tone = "plain", DoNotSay = ["leverage"] } });

        var request = _desk.Writer.Requests[0];
        Assert.Equal(("plain", 90, "de"), (request.Voice!.Tone, request.Voice.MaxWords, request.Voice.Language));
        Assert.Equal(["leverage", "synergy"], request.Voice.DoNotSay);
        Assert.Equal(new WriterTemplate("Hello", "To {{company}}", "Dear {{firstName}},\n\nI built 12 bridges."), request.Template);
        Assert.Equal(["template:1=To {{company}}", "template:2=Dear {{firstName}},", "template:3=I built 12 bridges."],
            request.Sources.Where(static source => source.Kind == SourceKind.Template).Select(static source => $"{source.Id}={source.Text}"));
        Assert.Equal((template.Id, 1), (writing.Provenance!.TemplateId, writing.Provenance.TemplateVersion));
    }

    [Fact]
    public async Task Start_WithATemplateForASummary_IsRefusedByPath()
    {
        var template = await SaveTemplateAsync(null);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => _desk.WriteAsync(_desk.Request(WritingTask.Fit) with { TemplateId = template.Id }));

        Assert.Equal("$.templateId", Assert.IsType<RpcInvalidData>(refusal.Detail).Problems[0].Path);
    }

    [Theory]
    [InlineData("Dear {{firstName}},", "Dear  ,")]
    [InlineData("{{#if city}}In {{city}}{{else}}Here{{/if}} since 1999", " In   Here  since 1999")]
    [InlineData("{{or company \"Acme 2000\"}}", " ")]
    [InlineData("half {{or company", "half ")]
    public void Said_OfATemplatesLine_IsWhatStandsThereLiterally(string line, string said) => Assert.Equal(said, Assistant.Host.Writing.PatternText.Said(line));

    [Fact]
    public async Task Tick_OfAKeptText_IsKeptWithItAndAudited()
    {
        _desk.Writer.Answer = static _ => FakeWriter.Response(null, "I built 77 bridges.", "And 99 boats.");
        var writing = await _desk.WriteAsync(_desk.Request(WritingTask.CoverLetter));
        var (first, second) = (writing.Claims[0], writing.Claims[1]);

        await _desk.Host.Writing.TickAsync(new WritingTickRequest { Id = writing.Id, ClaimIds = [first.Id] }, default);

        var kept = await _desk.Host.Writing.GetAsync(new WritingGetRequest { Id = writing.Id }, default);
        Assert.Equal([(first.Id, true), (second.Id, false)], kept.Claims.Select(static claim => (claim.Id, claim.Ticked)));
    }

    [Fact]
    public async Task Tick_OfATextThatBecameADraft_IsRefused()
    {
        _desk.Writer.Answer = static _ => FakeWriter.Response("Hello", "I built 77 bridges.");
        var writing = await _desk.WriteAsync();

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await _desk.Host.Writing.TickAsync(new WritingTickRequest { Id = writing.Id, ClaimIds = [writing.Claims[0].Id] }, default));

        Assert.Equal(RpcErrorCode.WrongState, refusal.Code);
    }

    [Fact]
    public async Task Tick_OfAnotherTextsClaim_IsRefusedByPath()
    {
        _desk.Writer.Answer = static _ => FakeWriter.Response(null, "I built 77 bridges.");
        var writing = await _desk.WriteAsync(_desk.Request(WritingTask.CoverLetter));
        var other = await _desk.WriteAsync(_desk.Request(WritingTask.CoverLetter));

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await _desk.Host.Writing.TickAsync(new WritingTickRequest { Id = writing.Id, ClaimIds = [writing.Claims[0].Id, other.Claims[0].Id] }, default));

        Assert.Equal("$.claimIds[1]", Assert.IsType<RpcInvalidData>(refusal.Detail).Problems[0].Path);
        Assert.False((await _desk.Host.Writing.GetAsync(new WritingGetRequest { Id = writing.Id }, default)).Claims[0].Ticked);
    }

    [Fact]
    public async Task Start_CvTailoring_IsADiffOfTheWholeCv()
    {
        _desk.Writer.Answer = static _ => FakeWriter.Response(null) with { Parts = [new WrittenPart { Of = "cv:2", Sentences = [new WrittenSentence("Stone bridges", ["cv:2"])] }] };

        var writing = await _desk.WriteAsync(_desk.Request(WritingTask.CvTailoring, null, new WritingText(SourceKind.Cv, "cv.md", "Ten years\n\nof bridges\nand boats")));

        Assert.Equal("```diff\n  Ten years\n- of bridges\n+ Stone bridges\n  and boats\n```\n", writing.Text);
    }

    private Task<Template> SaveTemplateAsync(Voice? voice) => _desk.Host.Books.WriteAsync(
        transaction => new Assistant.Host.Records.Templates.TemplateStore(_desk.Host.Books).Save(transaction, new TemplateSaveRequest { Name = "Hello", Subject = "To {{company}}", Body = "Dear {{firstName}},\n\nI built 12 bridges.", Voice = voice }, []), default).AsTask();
}
