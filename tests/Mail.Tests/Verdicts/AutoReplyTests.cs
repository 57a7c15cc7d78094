using System.Diagnostics;
using System.Globalization;
using System.Text;
using Assistant.Mail.Mime;
using Assistant.Mail.Verdicts;
using Assistant.TestKit;

namespace Assistant.Mail.Tests.Verdicts;

public sealed class AutoReplyTests
{
    /// <summary>Texts as people write them on Friday 20 November 2026, with the first day on which the person is back; null where no day is told.</summary>
    private static readonly (string Text, string? FirstDayBack)[] Replies =
    [
        // English
        ("I am out of office until 3 December.", "2026-12-04"),
        ("I'm currently out of the office and will be back on Monday 7 Dec.", "2026-12-07"),
        ("Thank you for your email. I am on annual leave until Friday, December 4th, 2026. I will reply on my return.", "2026-12-05"),
        ("I will be out of the office from 23 November to 27 November 2026.", "2026-11-28"),
        ("I am away from 1 December, returning 8 December.", "2026-12-08"),
        ("I will return to the office on Monday.", "2026-11-23"),
        ("I won't be back until 4 January 2027.", "2027-01-04"),
        ("Out through Nov. 30. For urgent matters call 555-0100.", "2026-12-01"),
        ("On leave 23-27 November, limited access to email.", "2026-11-28"),
        ("I'm away at the moment and will answer when I can.", null),
        ("Back 2026-12-09.", "2026-12-09"),
        ("I'll be back at my desk on the 9th of December.", "2026-12-09"),
        ("We are open 24/7. Your ticket 12345 was received on 20 November 2026.", null),
        ("Back in the office tomorrow.", "2026-11-21"),
        // German
        ("Ich bin bis zum 3. Dezember nicht im Büro.", "2026-12-04"),
        ("Ich bin ab dem 08.12. wieder erreichbar.", "2026-12-08"),
        ("Vielen Dank für Ihre Nachricht. Ich bin zurück am 08.12.", "2026-12-08"),
        ("Ich bin vom 23.11. bis 27.11.2026 im Urlaub.", "2026-11-28"),
        ("Abwesend bis einschließlich Freitag, 12.12.2026. Ihre Mail wird nicht weitergeleitet.", "2026-12-13"),
        ("Ich bin am Montag, den 7.12., wieder für Sie da.", "2026-12-07"),
        ("Ab Montag bin ich wieder im Büro.", "2026-11-23"),
        ("Ich habe bis 06.01. Urlaub.", "2027-01-07"),
        ("Ihre E-Mail wird nicht gelesen. Bitte wenden Sie sich an das Team.", null),
        // French
        ("Je suis absent jusqu'au 3 décembre inclus.", "2026-12-04"),
        ("Je serai de retour le lundi 7 décembre.", "2026-12-07"),
        ("Absente du 23 au 27 novembre 2026.", "2026-11-28"),
        ("Je suis en congés du 1er décembre au 11 décembre.", "2026-12-12"),
        ("Je serai de nouveau joignable à partir du 08/12/2026.", "2026-12-08"),
        ("De retour au bureau lundi.", "2026-11-23"),
        ("Je ne suis pas disponible pour le moment.", null),
        // Spanish
        ("Estaré fuera de la oficina hasta el 3 de diciembre.", "2026-12-04"),
        ("Vuelvo el lunes 7 de diciembre.", "2026-12-07"),
        ("Estoy de vacaciones del 23 al 27 de noviembre de 2026.", "2026-11-28"),
        ("Regreso el 08/12/2026.", "2026-12-08"),
        ("Estaré de vuelta el próximo lunes.", "2026-11-23"),
        ("Volveré a la oficina el 9 de diciembre de 2026.", "2026-12-09"),
        // Italian
        ("Sono fuori ufficio fino al 3 dicembre.", "2026-12-04"),
        ("Rientro lunedì 7 dicembre.", "2026-12-07"),
        ("Sarò assente dal 23 novembre al 27 novembre 2026.", "2026-11-28"),
        ("Sarò di nuovo in ufficio l'8 dicembre 2026.", "2026-12-08"),
        ("Tornerò il 09/12/2026.", "2026-12-09"),
        ("Al momento non posso rispondere.", null),
        // Dutch
        ("Ik ben afwezig tot en met 3 december.", "2026-12-04"),
        ("Ik ben maandag 7 december weer aanwezig.", "2026-12-07"),
        ("Vanaf 8 december 2026 ben ik weer bereikbaar.", "2026-12-08"),
        ("Ik ben met vakantie van 23 november t/m 27 november.", "2026-11-28"),
        ("Ik ben terug op 9-12-2026.", "2026-12-09"),
        ("Ik ben afwezig t/m 30 november 2026.", "2026-12-01"),
        // Portuguese
        ("Estarei ausente até 3 de dezembro.", "2026-12-04"),
        ("Estarei de volta na segunda-feira, 7 de dezembro.", "2026-12-07"),
        ("Estou de férias de 23 de novembro a 27 de novembro de 2026 e regresso a 30 de novembro.", "2026-11-30"),
        ("Retorno em 08/12/2026.", "2026-12-08"),
        ("Voltarei ao escritório no dia 9 de dezembro.", "2026-12-09"),
        ("Não estou disponível neste momento.", null),
        // Polish
        ("Jestem nieobecny do 3 grudnia.", "2026-12-04"),
        ("Wracam w poniedziałek 7 grudnia.", "2026-12-07"),
        ("Jestem na urlopie do 11.12.2026.", "2026-12-12"),
        ("Będę ponownie dostępny od 8 grudnia 2026.", "2026-12-08"),
        ("Wrócę do biura 9 grudnia.", "2026-12-09"),
        ("Nie ma mnie w biurze od 23 listopada do 27 listopada 2026.", "2026-11-28"),
        ("Odpowiem w wolnej chwili.", null),
        // Shapes
        ("Hello,\n\nI am travelling and back\non 7 December.\n\nBest\nBen\n\n> back on 1 December\n", "2026-12-07"),
        ("I was away until 2 November 2026 and am catching up.", null),
    ];

    private static readonly string[] Signs =
    [
        "Auto-Submitted: auto-replied\n", "Auto-Submitted: auto-replied (vacation)\nPrecedence: bulk\n", "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\n",
        "X-Autoreply: yes\nPrecedence: bulk\n", "X-Autorespond: Workshop in March\n", "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent\n", "Precedence: auto_reply\n", "Return-Path: <>\n", "Delivered-To: ada@desk.test\nDelivered-To: Autoresponder\n",
    ];

    [Fact]
    public void Judge_AutomaticReplies_TellWhenThePersonIsBack()
    {
        var started = Stopwatch.GetTimestamp();
        var (count, failures) = (0, new List<string>());
        foreach (var (text, back) in Replies)
        {
            foreach (var sign in Signs)
            {
                count++;
                var mail = $"From: Ben <ben@firm.test>\nTo: ada@desk.test\nDate: Fri, 20 Nov 2026 10:00:00 +0100\nMessage-ID: <a{count}@x.test>\nIn-Reply-To: <sent-1@desk.test>\nSubject: Re: Workshop in March\nContent-Type: text/plain; charset=utf-8\n{sign}\n{text}\n";
                var verdict = Verdict.Judge(VerdictInput.Of(MimeMessage.Parse(Encoding.UTF8.GetBytes(mail)), Samples.Received), new FakeSentMail());
                var read = verdict.ReturnDate?.FirstDayBack.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                if (verdict.Kind != VerdictKind.AutoReply || read != back)
                    failures.Add($"{verdict.Kind}, {read ?? "no date"} instead of {back ?? "no date"}: {text}");
            }
        }

        SuiteLog.Report("verdict-auto-replies", count, failures.Count, Stopwatch.GetElapsedTime(started));
        Assert.True(Replies.Length >= 60);
        Assert.Empty(failures.Distinct());
    }

    [Theory]
    [InlineData("Automatic reply: Workshop in March", "X-Auto-Response-Suppress: All\n", VerdictKind.AutoReply)]
    [InlineData("Automatic reply: Workshop in March", "", VerdictKind.Reply)]
    [InlineData("Re: Workshop in March", "X-Auto-Response-Suppress: All\n", VerdictKind.Reply)]
    public void Judge_WeakSigns_CountOnlyTogether(string subject, string sign, VerdictKind kind)
    {
        var headers = HeaderBlock.Parse($"From: Ben <ben@firm.test>\nIn-Reply-To: <sent-1@desk.test>\nSubject: {subject}\n{sign}\n");
        Assert.Equal(kind, Verdict.Judge(new VerdictInput { Headers = headers, Received = Samples.Received }, new FakeSentMail()).Kind);
    }

    [Fact]
    public void Judge_AutomaticReplyWithoutCitation_IsOnlyProbable()
    {
        var headers = HeaderBlock.Parse("From: Ben <ben@firm.test>\nSubject: Automatic reply: Workshop in March\nAuto-Submitted: auto-replied\n");
        var verdict = Verdict.Judge(new VerdictInput { Headers = headers, Received = Samples.Received }, new FakeSentMail());
        Assert.Equal((VerdictKind.AutoReply, MatchedBy.SenderAndSubject, false), (verdict.Kind, verdict.MatchedBy, verdict.IsCertain));
    }

    [Theory]
    [InlineData("12/3/2026", -8, "2026-12-03")]
    [InlineData("12/3/2026", 1, "2026-03-12")]
    [InlineData("3/12", 1, "2026-12-03")]
    [InlineData("13/12/2026", -8, "2026-12-13")]
    public void Read_Slashes_FollowTheWritersPlace(string date, int hours, string expected)
    {
        var sent = new DateTimeOffset(2026, 2, 20, 10, 0, 0, TimeSpan.FromHours(hours));
        Assert.Equal(expected, Mail.Reports.ReturnDate.Read(null, $"I am back on {date}.", sent)?.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
