using Airflow.Engine.Tasks;

namespace Airflow.Engine.Marking;

/// <summary>A task instance as it was, and the state that it gets; none: it is decided anew.</summary>
public sealed record MarkedTask(TaskInstance Task, TaskState To);
