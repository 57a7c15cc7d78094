namespace Assistant.TestKit;

/// <summary>How large a counting suite is in this run, as <c>test.sh --quick</c>, <c>test.sh</c> and <c>test.sh --long</c> ask for it.</summary>
public static class SuiteSize
{
    /// <param name="quick">For one's own loop.</param>
    /// <param name="normal">For every change.</param>
    /// <param name="nightly">For the nightly run.</param>
    public static int Of(int quick, int normal, int nightly) => Environment.GetEnvironmentVariable("ASSISTANT_TEST_SIZE") switch
    {
        "quick" => quick,
        "long" => nightly,
        _ => normal,
    };
}
