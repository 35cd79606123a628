namespace Airflow.Shared;

/// <summary>The tests of <c>./test --unit</c>, which start no database, no broker and no program of Python.</summary>
internal static class QuickLoop
{
    private static readonly bool _isRunning = Environment.GetEnvironmentVariable("AIRFLOW_TEST_SERVERS") == "false";

    /// <summary>Skips the test in the quick loop; called before a real server is started.</summary>
    public static void Skip() => Assert.SkipWhen(_isRunning, "the quick loop starts no servers");
}
