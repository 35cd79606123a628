using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>An instance of a task and the state it is in; map index -1 is not mapped, or not expanded yet.</summary>
public readonly record struct InstanceState(int MapIndex, TaskState State);
