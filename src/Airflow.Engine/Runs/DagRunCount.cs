namespace Airflow.Engine.Runs;

/// <summary>How many runs of a DAG are in a state.</summary>
public sealed record DagRunCount(string DagId, string DagDisplayName, RunState State, int Count);
