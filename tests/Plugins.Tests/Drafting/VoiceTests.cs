using Assistant.Plugins.Drafting.Voices;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.Tests.Drafting;

public sealed class VoiceTests
{
    private static readonly StockPhrases Phrases = StockPhrases.Read(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Voices", "stock-phrases.txt")));

    [Theory]
    [InlineData("I have the honour to write to you about it.", "de", "en")]
    [InlineData("Ich schreibe Ihnen, und das ist nicht der erste Brief für die Firma.", "en-GB", "de")]
    [InlineData("Je vous écris pour une place dans le groupe.", "es", "fr")]
    [InlineData("これは手紙です。", "de", "ja")]
    [InlineData("Ich schreibe Ihnen, und das ist nicht der erste Brief für die Firma.", "de-CH", null)]
    [InlineData("Jeg skriver til jer, og det er for at jeg kan på en måde som vi", "da", null)]
    [InlineData("Я пишу вам о работе.", "uk", null)]
    [InlineData("Hello Ana.", "de", null)]
    [InlineData("\"The art of the deal\" und das Buch, die Mail der Firma und ich: nicht zu lang.", "de", null)]
    [InlineData("Workshop Bilbao 2026: TIG, MIG", "de", null)]
    public void Other_OfAText_IsTheLanguageThatItIsPlainlyInWhereAnotherWasAskedFor(string text, string asked, string? other) =>
        Assert.Equal(other, LanguageGuess.Other(text, StockPhrases.Words(text), asked));

    [Fact]
    public void StockPhrases_Published_AreManyAndEachIsFound()
    {
        Assert.True(Phrases.Count >= 150);
        Assert.Equal(["de", "en", "es", "fr"], Phrases.Languages.Order(StringComparer.Ordinal));
        var section = "";
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Voices", "stock-phrases.txt")).Where(static l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] == '[')
                section = line[1..^1];
            else
                Assert.Contains(line.Replace("*", "", StringComparison.Ordinal), Phrases.Find($"So, {line.Replace("*", "", StringComparison.Ordinal).ToUpperInvariant()}!", section));
        }
    }

    [Theory]
    [InlineData("We delved into it", "en", "delve")]
    [InlineData("I hope, this e-mail finds you well", "en", "")]
    [InlineData("I hope\nthis email finds you WELL!", null, "I hope this email finds you well")]
    [InlineData("Please don’t hesitate to call", "en-US", "please don't hesitate|don't hesitate to")]
    [InlineData("Ein ganzheitlicher Ansatz", "de", "ganzheitlich")]
    [InlineData("Ein ganzheitlicher Ansatz", "en", "")]
    [InlineData("Ein ganzheitlicher Ansatz", "pl", "ganzheitlich")]
    [InlineData("The frame is welded by hand.", null, "")]
    public void Find_ComparesWordByWord(string text, string? language, string expected) =>
        Assert.Equal(expected, string.Join('|', Phrases.Find(text, language)));

    [Fact]
    public async Task Learn_OfEnglishMails_IsReadable()
    {
        using var room = new Room();

        var card = await room.Writers.Style.LearnAsync(
            [
                "Hi Ana,\n\nI'm glad to hear that you can come. Let me know what you need. The frames aren't ready yet.\n\nBest\nRobin\n\nOn Monday Ana wrote:\n> I can come!",
                "Hi Ben,\r\n\r\nthanks for the posters! Let me know what you think of the paper and the ink.\r\n\r\nBest\r\nRobin",
                "Hi Dr Volkov,\n\nWe're forty people. Let me know what suits you.\n\nBest\nRobin\n-- \nRobin Vale, +44 1234",
                "Hello Emi,\n\nIt's in the back room, and you don't need to bring a thing.\n\nCheers\nRobin",
            ],
            default);

        Assert.Equal(
            """
            Language: English (en)
            Greeting: Hi ...,
            Closing: Best
            Sentences: 6 words at the median
            Mails: 2 sentences at the median
            Contractions: often
            Exclamation marks: rarely
            Often says: Let me know what
            """.ReplaceLineEndings("\n"),
            Normal(card.Text));
        Assert.Equal("", (await room.Writers.Style.GetAsync(default)).Text);
    }

    [Theory]
    [InlineData("Sehr geehrte Frau Ruiz,\n\nvielen Dank für Ihre Mail und die Bilder. Ich melde mich bei Ihnen, und wir sehen, was zu tun ist.\n\nFreundliche Grüße\nRobin", "German (de)", "Address: formal")]
    [InlineData("Hallo Ana,\n\nich habe dir die Bilder und das Buch geschickt. Hast du sie schon? Nicht, dass es mit der Post zu lange dauert.\n\nGruß\nRobin", "German (de)", "Address: familiar")]
    [InlineData("Bonjour Ana,\n\nje vous envoie les photos et le livre pour la semaine. Nous ne sommes pas loin de chez vous.\n\nCordialement\nRobin", "French (fr)", "Address: formal")]
    [InlineData("Hola Ana:\n\nte mando las fotos y el libro que me pediste para la semana. ¿Los tienes en casa? Un día paso con una bici.\n\nUn abrazo\nRobin", "Spanish (es)", "Address: familiar")]
    [InlineData("Ciao Ana,\n\nle foto sono pronte e il libro non è lontano. Che ne dici di un incontro per la cena?\n\nA presto\nRobin", "Italian (it)", "")]
    [InlineData("Здравствуйте, Ана!\n\nСпасибо вам за письмо. Я буду рад увидеть вас весной.\n\nС уважением\nРобин", "Russian (ru)", "Address: formal")]
    [InlineData("田中様\n\nお世話になっております。写真をお送りします。\n\nよろしくお願いいたします\nロビン", "Japanese (ja)", "")]
    [InlineData("王先生，\n\n谢谢您的来信。照片已经寄出。\n\n祝好\n罗宾", "Chinese (zh)", "")]
    [InlineData("안녕하세요 아나님,\n\n사진을 보내드립니다. 감사합니다.\n\n로빈 드림\n로빈", "Korean (ko)", "")]
    [InlineData("مرحبا آنا،\n\nشكرا لك على رسالتك. أرسلت لك الصور.\n\nمع تحياتي\nروبن", "Arabic (ar)", "")]
    [InlineData("नमस्ते अना,\n\nआपके पत्र के लिए धन्यवाद। मैंने तस्वीरें भेज दी हैं।\n\nसादर\nरॉबिन", "Hindi (hi)", "")]
    [InlineData("Hoi Ana,\n\nik heb het boek en de foto's voor je op de post gedaan. Dat is niet ver van het station.\n\nGroeten\nRobin", "Dutch (nl)", "Address: familiar")]
    public async Task Learn_InTwelveLanguages_KnowsThem(string text, string language, string address)
    {
        using var room = new Room();

        var card = (await room.Writers.Style.LearnAsync([text], default)).Text;

        Assert.Contains($"Language: {language}", card, StringComparison.Ordinal);
        Assert.Contains(address, card, StringComparison.Ordinal);
        Assert.DoesNotContain("Ruiz", card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I would be glad to call you about the order on", "I would be glad to call you about the order on")]
    [InlineData("ich freue mich auf Ihre Antwort", "ich freue mich auf Ihre Antwort")]
    [InlineData("I don’t mind", "I don’t mind")]
    public async Task Learn_OfAPhrase_SaysItOnceAsItIsWritten(string phrase, string says)
    {
        using var room = new Room();

        var card = await room.Writers.Style.LearnAsync([.. new[] { "Ana.", "Ben.", "Emi." }.Select(end => $"Hello,\n\n{phrase} {end}\n\nRobin")], default);

        Assert.Contains($"Often says: {says}\n", card.Text + "\n", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Learn_OfWhatStandsOnce_TellsNothingOfAnybody()
    {
        using var room = new Room();

        var card = await room.Writers.Style.LearnAsync(["Dear Ana Ruiz,\n\nmy password is swordfish.", "Dear Ben,\n\nthe key is under the mat.", "Dear Emi,\n\nsee you."], default);

        Assert.DoesNotContain("swordfish", card.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ana", card.Text, StringComparison.Ordinal);
        Assert.Contains("Greeting: Dear ...,", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_KeepsTheCardAsAFile_AndNothingTakesItAway()
    {
        using var room = new Room();
        var path = Path.Combine(room.Folder, "style-card.md");

        await room.Writers.Style.SetAsync("Short.\u202E\r\nPlain.", default);
        Assert.Equal("Short.\nPlain.\n", File.ReadAllText(path));
        File.WriteAllText(path, "By hand.\n");
        Assert.Equal("By hand.", (await room.Writers.Style.GetAsync(default)).Text);
        await room.Writers.Style.SetAsync(" ", default);

        Assert.False(File.Exists(path));
        await Assert.ThrowsAsync<RpcException>(async () => await room.Writers.Style.SetAsync(new string('x', 5_000), default));
        await Assert.ThrowsAsync<RpcException>(async () => await room.Writers.Style.LearnAsync([" ", "> quoted"], default));
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n");
}
