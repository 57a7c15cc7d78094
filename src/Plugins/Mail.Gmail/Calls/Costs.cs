namespace Assistant.Plugins.MailGmail.Calls;

/// <summary>Quota units of each method, as Google has charged them since May 2026.</summary>
internal static class Costs
{
    public const int Profile = 1;
    public const int SendAs = 1;
    public const int History = 2;
    public const int List = 5;
    public const int Get = 20;
    public const int DraftChange = 10;
    public const int Send = 100;
}
