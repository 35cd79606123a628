namespace Airflow;

/// <summary>What tasks and groups are added to: a DAG, or a group in it.</summary>
public interface ITaskContainer
{
    /// <summary>The DAG itself.</summary>
    Dag Dag { get; }

    /// <summary>The group; <see langword="null"/> for the DAG itself.</summary>
    TaskGroup? Group { get; }
}
