namespace Assistant.Plugins.Drafting.Models;

/// <summary>What a person can do, each in one sentence with the command.</summary>
internal static class Remedies
{
    public const string Choose = "Set one up and choose it (`assistant models add`, `assistant models choose ID`), or write without one: `--model offline`.";
    public const string Offline = "Try again later, choose another model, or write without one: `--model offline`.";
    public const string Other = "Choose another model, or write without one: `--model offline`.";
    public const string ChangeRule = "Change the rule (`assistant rules`), or write without a model: `--model offline`.";
    public const string RaiseBudget = "Raise the ceiling (`assistant budget`), use a model on this machine, or write without one: `--model offline`.";

    public static string GiveKey(string id) => $"Give it its key: `assistant models key {id}`.";

    public static string Look(string id) => $"See exactly what is sent with `assistant draft plan`, then allow it: `assistant models allow {id}`.";

    public static string GivePrices(string id) => $"Say what it costs (`assistant models add {id} ... --input-price N --output-price N`), or take the ceiling away: `assistant budget --per-day none --per-subject none`.";

    public static string SayRoom(string id) => $"Say how much it takes, so that less is sent (`assistant models add {id} ... --context N`), hand in shorter texts, or choose a model with more room.";

    public static string GiveRoom(string id) =>
        $"Where its program gives it more room (Ollama: `num_ctx` or OLLAMA_CONTEXT_LENGTH), say so: `assistant models add {id} ... --context N`; else send less.";
}
