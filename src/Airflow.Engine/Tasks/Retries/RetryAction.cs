namespace Airflow.Engine.Tasks.Retries;

/// <summary>What a retry policy wants after a failure.</summary>
public enum RetryAction
{
    /// <summary>What the task's settings say.</summary>
    Default,
    /// <summary>Try again, as long as there are tries left.</summary>
    Retry,
    /// <summary>Fail at once.</summary>
    Fail,
}
