namespace Airflow.Celery.Workers;

/// <summary>How the handling of a message ended; the state of the try itself is the server's.</summary>
/// <param name="IsRun">The try was claimed and has ended, however.</param>
/// <param name="Reason">Why it was not run.</param>
public sealed record WorkloadEnd(bool IsRun, string? Reason)
{
    public static WorkloadEnd Done { get; } = new(true, null);

    /// <summary>The try is not for this worker: another has it, or it is over.</summary>
    public static WorkloadEnd Refused(string reason) => new(false, reason);
}
