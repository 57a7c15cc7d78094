namespace Assistant.Host.Keeping.Today;

/// <summary>What comes before what: a host that cannot work, then people who wait, then what waits for the user, then what the user waits for.</summary>
internal static class TodayWeights
{
    public const int Setup = 100;
    public const int Stuck = 95;
    public const int Bounce = 85;
    public const int Reply = 80;
    public const int Approve = 70;
    public const int Proposal = 65;
    public const int FollowUp = 60;
    public const int Silence = 45;
    public const int Draft = 40;
}
