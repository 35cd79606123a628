namespace Airflow;

/// <summary>What made a DAG run.</summary>
public enum DagRunType
{
    /// <summary>A person or a client, by hand.</summary>
    Manual,

    /// <summary>The DAG's timetable.</summary>
    Scheduled,

    /// <summary>A backfill.</summary>
    Backfill,

    /// <summary>Events of the assets that the DAG is scheduled on.</summary>
    AssetTriggered,

    /// <summary>The wish to have an asset updated.</summary>
    AssetMaterialization,

    /// <summary>Another DAG's task.</summary>
    OperatorTriggered,
}
