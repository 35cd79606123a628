using Airflow.Runtime.Processes;

namespace Airflow.Runtime.Pool;

/// <summary>When a runtime is replaced, and when it is not worth keeping.</summary>
internal sealed class RuntimeWear(RuntimeOptions options, TimeProvider time)
{
    /// <summary>Reading the memory of a process costs more than a short task: it is looked at now and then.</summary>
    private const int TasksBetweenMemoryChecks = 16;

    /// <summary>After a try: by number of tries, by age, by memory.</summary>
    public bool IsWornOut(RuntimeProcess runtime) =>
        runtime.Tasks >= options.MaxTasks
        || time.GetUtcNow() - runtime.StartedAt >= options.MaxAge
        || (runtime.Tasks % TasksBetweenMemoryChecks == 0 && IsTooLarge(runtime));

    /// <summary>In quiet times: it has been idle for long, or keeps too much memory.</summary>
    public bool IsSurplus(RuntimeProcess runtime, bool isNeeded) =>
        (!isNeeded && time.GetElapsedTime(runtime.IdleSince) >= options.IdleTimeout) || IsTooLarge(runtime);

    private bool IsTooLarge(RuntimeProcess runtime) => MemoryFacts.ResidentBytes(runtime.Process.Pid) >= options.MaxResidentBytes;
}
