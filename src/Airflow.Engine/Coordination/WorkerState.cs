namespace Airflow.Engine.Coordination;

/// <summary>What a worker is doing.</summary>
public enum WorkerState
{
    /// <summary>It takes tries from its queues.</summary>
    Serving,

    /// <summary>It serves no queue and finishes what it has.</summary>
    Draining,

    /// <summary>It serves no queue and has nothing in hand.</summary>
    Drained,

    /// <summary>It has not been heard of for a while, and did not say that it ends.</summary>
    Silent,

    /// <summary>It said that it ends.</summary>
    Ended,
}
