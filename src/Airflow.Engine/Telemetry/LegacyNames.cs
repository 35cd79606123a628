using System.Collections.Frozen;

namespace Airflow.Engine.Telemetry;

/// <summary>The names that metrics had before their variables became tags: {tag} stands for the value of one.</summary>
public static class LegacyNames
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ti.start"] = "ti.start.{dag_id}.{task_id}",
        ["ti.finish"] = "ti.finish.{dag_id}.{task_id}.{state}",
        ["ti.scheduled"] = "ti.scheduled.{queue}.{dag_id}.{task_id}",
        ["ti.queued"] = "ti.queued.{queue}.{dag_id}.{task_id}",
        ["ti.running"] = "ti.running.{queue}.{dag_id}.{task_id}",
        ["ti.deferred"] = "ti.deferred.{queue}.{dag_id}.{task_id}",
        ["operator_failures"] = "operator_failures_{operator_name}",
        ["operator_successes"] = "operator_successes_{operator_name}",
        ["task_removed_from_dag"] = "task_removed_from_dag.{dag_id}",
        ["task_restored_to_dag"] = "task_restored_to_dag.{dag_id}",
        ["dagrun.first_task_scheduling_delay"] = "dagrun.{dag_id}.first_task_scheduling_delay",
        ["pool.starving_tasks"] = "pool.starving_tasks.{pool_name}",
        ["task_instance_created"] = "task_instance_created_{task_type}",
        ["task.duration"] = "dag.{dag_id}.{task_id}.duration",
        ["task.scheduled_duration"] = "dag.{dag_id}.{task_id}.scheduled_duration",
        ["task.queued_duration"] = "dag.{dag_id}.{task_id}.queued_duration",
        ["dag_processing.last_duration"] = "dag_processing.last_duration.{bundle_name}.{file_name}",
        ["dagrun.duration.success"] = "dagrun.duration.success.{dag_id}",
        ["dagrun.duration.failed"] = "dagrun.duration.failed.{dag_id}",
        ["dagrun.schedule_delay"] = "dagrun.schedule_delay.{dag_id}",
        ["executor.open_slots"] = "executor.open_slots.{executor_class_name}",
        ["executor.queued_tasks"] = "executor.queued_tasks.{executor_class_name}",
        ["executor.running_tasks"] = "executor.running_tasks.{executor_class_name}",
        ["pool.open_slots"] = "pool.open_slots.{pool_name}",
        ["pool.queued_slots"] = "pool.queued_slots.{pool_name}",
        ["pool.running_slots"] = "pool.running_slots.{pool_name}",
        ["pool.deferred_slots"] = "pool.deferred_slots.{pool_name}",
        ["pool.scheduled_slots"] = "pool.scheduled_slots.{pool_name}",
        ["triggers.running"] = "triggers.running.{hostname}",
        ["triggerer.capacity_left"] = "triggerer.capacity_left.{hostname}",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The metrics that have one.</summary>
    public static IReadOnlyDictionary<string, string> All => Names;

    /// <summary>The former name with its variables filled in; null when there was none, or a tag is missing.</summary>
    public static string? Of(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!Names.TryGetValue(name, out var legacy))
        {
            return null;
        }

        foreach (var (tag, value) in tags)
        {
            legacy = legacy.Replace($"{{{tag}}}", value?.ToString() ?? "", StringComparison.Ordinal);
        }

        return legacy.Contains('{', StringComparison.Ordinal) ? null : legacy;
    }
}
