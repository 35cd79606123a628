namespace Airflow;

/// <summary>What a retry policy wants after a failure.</summary>
public enum RetryAction
{
    /// <summary>What the task's own settings say.</summary>
    Default,

    /// <summary>Another try, as long as there are tries left.</summary>
    Retry,

    /// <summary>No other try: the task fails at once.</summary>
    Fail,
}
