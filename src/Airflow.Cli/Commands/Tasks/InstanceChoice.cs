using Airflow.Engine;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>Which instance of a run a command means.</summary>
internal static class InstanceChoice
{
    /// <summary>The instance with that key; null while the task has none at all.</summary>
    /// <param name="key">What was asked for.</param>
    /// <param name="instances">Those of the run, all read at once: the scheduler may have made the wanted one since it was looked for.</param>
    /// <exception cref="AirflowException">The task has other instances only, and says how many.</exception>
    public static TaskInstance? Choose(TaskInstanceKey key, IReadOnlyList<TaskInstance> instances)
    {
        var others = 0;
        foreach (var instance in instances.Where(instance => instance.Key.TaskId == key.TaskId))
        {
            if (instance.Key == key)
            {
                return instance;
            }

            others++;
        }

        return others == 0
            ? null
            : throw new AirflowException("task_instance_not_found", key.MapIndex < 0
                ? $"Task {key.TaskId} is mapped: choose one of its {others} instances with --map-index."
                : $"Task {key.TaskId} of run {key.RunId} has no instance {key.MapIndex}; it has {others}.");
    }
}
