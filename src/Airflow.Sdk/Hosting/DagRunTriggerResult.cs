namespace Airflow.Hosting;

/// <summary>What became of the wish for a run.</summary>
internal enum DagRunTriggerResult
{
    /// <summary>The run was made.</summary>
    Created,

    /// <summary>There is a run of that id or logical date already.</summary>
    AlreadyExists,
}
