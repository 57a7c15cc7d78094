using System.Collections.Frozen;

namespace Assistant.Mail.Reports;

/// <summary>Words of dates and of coming back in eight languages, in lower case without accents.</summary>
internal static class ReturnDateWords
{
    public static readonly FrozenDictionary<string, int> Months = Number(
        "january jan januar janner janvier janv enero ene gennaio gen januari janeiro stycznia styczen stycz",
        "february feb februar febr fevrier fevr fev febrero febbraio februari fevereiro lutego luty lut",
        "march mar marz maerz mrz mars marzo maart mrt marco marca marzec",
        "april apr avril avr abril abr aprile kwietnia kwiecien kwi",
        "may mai mayo maggio mei maio maja maj",
        "june jun juni juin junio giugno giu junho czerwca czerwiec",
        "july jul juli juillet juil julio luglio lug julho lipca lipiec lip",
        "august aug aout agosto ago augustus sierpnia sierpien sie",
        "september sep sept septembre septiembre settembre setembro wrzesnia wrzesien wrz",
        "october oct oktober okt octobre octubre ottobre ott outubro pazdziernika pazdziernik paz",
        "november nov novembre noviembre novembro listopada listopad",
        "december dec dezember dez decembre diciembre dic dicembre dezembro grudnia grudzien gru");

    /// <summary>Sunday is 1, so that no word maps to zero.</summary>
    public static readonly FrozenDictionary<string, int> Weekdays = Number(
        "sunday sonntag dimanche domingo domenica zondag niedziela niedziele niedzieli",
        "monday montag lundi lunes lunedi maandag segunda poniedzialek poniedzialku",
        "tuesday dienstag mardi martes martedi dinsdag terca wtorek wtorku",
        "wednesday mittwoch mercredi miercoles mercoledi woensdag quarta sroda srode srody",
        "thursday donnerstag jeudi jueves giovedi donderdag quinta czwartek czwartku",
        "friday freitag vendredi viernes venerdi vrijdag sexta piatek piatku",
        "saturday samstag sonnabend samedi sabado sabato zaterdag sobota sobote soboty");

    /// <summary>Up to and with the date that follows.</summary>
    public static readonly FrozenSet<string> Until = Set("until till til through thru bis jusqu jusque hasta fino sino tot ate inclusive einschliesslich");

    /// <summary>The same where one of them stands right before a date: "to" and its like mean too much elsewhere.</summary>
    public static readonly FrozenSet<string> UntilBeside = Set("to do al au m");

    /// <summary>From the day after on.</summary>
    public static readonly FrozenSet<string> After = Set("after nach apres despues dopo na apos depois po");

    /// <summary>Coming back.</summary>
    public static readonly FrozenSet<string> Back = Set(
        "back return returning returns resume again zuruck zurueck wieder ruckkehr zuruckkehren retour reviens reviendrai revenir rentre rentrerai reprendrai reprise nouveau vuelta vuelvo volvere regreso "
        + "regresare regresar nuevo incorporare reincorporo reincorporare rientro rientrero tornero torno ritorno ritornero nuovo terug terugkomst weer terugkeer volto voltarei volta regresso regressarei retorno retornarei novo "
        + "wracam wroce wracajac powrot powroce powrotu ponownie wraca back-to-office");

    /// <summary>From the date that follows on.</summary>
    public static readonly FrozenSet<string> From = Set("from ab starting as vanaf partir partire dal dall desde od des");

    /// <summary>Being there; with <see cref="From"/> it says coming back.</summary>
    public static readonly FrozenSet<string> There = Set(
        "available reachable office contactable erreichbar da verfugbar disponible joignable bureau disponibile raggiungibile ufficio bereikbaar beschikbaar aanwezig disponivel contactavel dostepny dostepna biurze pracy");

    public static readonly FrozenSet<string> Not = Set(
        "not no nicht kein keine pas non niet geen nao nie unavailable unable away out abwesend absent ausente assente afwezig nieobecny nieobecna "
        + "vacation holiday holidays leave urlaub conges vacances vacaciones ferie ferias vakantie verlof urlop urlopie urlopu");

    /// <summary>Words that may stand between the parts of a date, or between a marker and its date.</summary>
    public static readonly FrozenSet<string> Small = Set("of de del di the den dem der le la el il lo o a op on am dnia dia du i");

    public static readonly FrozenSet<string> Tomorrow = Set("tomorrow demain manana domani amanha jutro");

    public static readonly FrozenSet<string> And = Set("and und et y e en i but aber mais pero ma maar mas ale");

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, int> Number(params string[] rows)
    {
        var numbered = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Length; i++)
        {
            foreach (var word in rows[i].Split(' '))
                numbered.TryAdd(word, i + 1);
        }

        return numbered.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
