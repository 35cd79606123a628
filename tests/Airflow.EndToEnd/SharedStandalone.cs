[assembly: AssemblyFixture(typeof(Airflow.EndToEnd.SharedStandalone))]

namespace Airflow.EndToEnd;

/// <summary>
/// One standalone for all tests that only need DAGs of their own in it: starting one each would take most of their time. Each test names
/// its DAGs and files after itself.
/// </summary>
public sealed class SharedStandalone : IAsyncLifetime
{
    public const int LineBytes = 50_000;

    internal StandaloneHome Home { get; } = new();

    public async ValueTask InitializeAsync() => await Home.StartAsync(
        ("AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT", "15"),
        ("AIRFLOW__CORE__KILLED_TASK_CLEANUP_TIME", "2"),
        ("AIRFLOW__LOGGING__TASK_LOG_MAX_LINE_BYTES", $"{LineBytes}"));

    public ValueTask DisposeAsync() => Home.DisposeAsync();
}
