namespace Airflow.Runtime.Supervision;

/// <summary>Why a supervisor stops a try.</summary>
public enum StopReason
{
    /// <summary>Somebody decided that the try is over: a user, a timed-out run, a heartbeat's answer.</summary>
    Killed,
    /// <summary>It ran longer than execution_timeout.</summary>
    Timeout,
    /// <summary>This process ends; the try is given back.</summary>
    Shutdown,
}
