namespace Airflow.Engine.Scheduling.Rules;

/// <summary>An instance of a run: the task's number in the graph and the map index.</summary>
public readonly record struct InstanceRef(int Task, int MapIndex);
