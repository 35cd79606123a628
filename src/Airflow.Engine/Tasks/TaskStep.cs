namespace Airflow.Engine.Tasks;

/// <summary>Who or what moves a task instance from one state to another.</summary>
public enum TaskStep
{
    /// <summary>The scheduler, when all that the instance waits for is met.</summary>
    Schedule,
    /// <summary>The scheduler decides without running it: its rule, its mapping, a branch, or its task has left the DAG.</summary>
    Decide,
    /// <summary>The scheduler hands it to an executor.</summary>
    Queue,
    /// <summary>A worker starts it.</summary>
    Start,
    /// <summary>A worker reports how the try has gone.</summary>
    Report,
    /// <summary>What it was deferred for has happened, or somebody has answered.</summary>
    Resume,
    /// <summary>Whoever ran it has gone: the scheduler takes it back, or fails the try.</summary>
    Rescue,
    /// <summary>Somebody clears it, to run again.</summary>
    Clear,
    /// <summary>Somebody sets its state by hand.</summary>
    Set,
}
