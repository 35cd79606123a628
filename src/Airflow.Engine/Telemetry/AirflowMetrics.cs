using System.Diagnostics;
using System.Diagnostics.Metrics;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Telemetry;

/// <summary>
/// What is measured, under Airflow's names. Each instrument is named here and nowhere else; exporters listen to the meter. Durations are
/// in milliseconds.
/// </summary>
public static class AirflowMetrics
{
    public const string MeterName = "Airflow";

    private static readonly Meter Meter = new(MeterName);

    public static readonly Counter<long> SchedulerHeartbeat = Meter.CreateCounter<long>("scheduler_heartbeat");
    public static readonly Counter<long> DagProcessorHeartbeat = Meter.CreateCounter<long>("dag_processor_heartbeat");
    public static readonly Counter<long> TriggererHeartbeat = Meter.CreateCounter<long>("triggerer_heartbeat");
    public static readonly Histogram<double> SchedulerLoop = Timer("scheduler.scheduler_loop_duration");
    public static readonly Counter<long> LostTries = Meter.CreateCounter<long>("task_instances_without_heartbeats_killed");
    public static readonly Counter<long> TasksCreated = Meter.CreateCounter<long>("task_instance_created");
    public static readonly Counter<long> TryStarts = Meter.CreateCounter<long>("ti.start");
    public static readonly Counter<long> TryFinishes = Meter.CreateCounter<long>("ti.finish");
    public static readonly Counter<long> TryFailures = Meter.CreateCounter<long>("ti_failures");
    public static readonly Counter<long> TrySuccesses = Meter.CreateCounter<long>("ti_successes");
    public static readonly Counter<long> OperatorFailures = Meter.CreateCounter<long>("operator_failures");
    public static readonly Counter<long> OperatorSuccesses = Meter.CreateCounter<long>("operator_successes");
    public static readonly Counter<long> TasksRemoved = Meter.CreateCounter<long>("task_removed_from_dag");
    public static readonly Counter<long> TasksRestored = Meter.CreateCounter<long>("task_restored_to_dag");
    public static readonly Gauge<double> TasksScheduled = Meter.CreateGauge<double>("ti.scheduled");
    public static readonly Gauge<double> TasksQueued = Meter.CreateGauge<double>("ti.queued");
    public static readonly Gauge<double> TasksRunning = Meter.CreateGauge<double>("ti.running");
    public static readonly Gauge<double> TasksDeferred = Meter.CreateGauge<double>("ti.deferred");
    public static readonly Gauge<double> TasksStarving = Meter.CreateGauge<double>("scheduler.tasks.starving");
    public static readonly Gauge<double> PoolStarvingTasks = Meter.CreateGauge<double>("pool.starving_tasks");
    public static readonly Counter<long> CallbackExceptions = Meter.CreateCounter<long>("dag.callback_exceptions");
    public static readonly Counter<long> AssetRuns = Meter.CreateCounter<long>("asset.triggered_dagruns");
    public static readonly Counter<long> WorkloadFailures = Meter.CreateCounter<long>("celery.execute_command.failure");
    public static readonly Histogram<double> FirstTaskDelay = Timer("dagrun.first_task_scheduling_delay");
    public static readonly Histogram<double> TaskDuration = Timer("task.duration");
    public static readonly Histogram<double> TaskQueuedDuration = Timer("task.queued_duration");
    public static readonly Histogram<double> TaskScheduledDuration = Timer("task.scheduled_duration");
    public static readonly Histogram<double> RunDurationSuccess = Timer("dagrun.duration.success");
    public static readonly Histogram<double> RunDurationFailed = Timer("dagrun.duration.failed");
    public static readonly Histogram<double> RunScheduleDelay = Timer("dagrun.schedule_delay");
    public static readonly Gauge<double> RunningRuns = Meter.CreateGauge<double>("scheduler.dagruns.running");
    public static readonly Gauge<double> ExecutorOpenSlots = Meter.CreateGauge<double>("executor.open_slots");
    public static readonly Gauge<double> ExecutorQueuedTasks = Meter.CreateGauge<double>("executor.queued_tasks");
    public static readonly Gauge<double> ExecutorRunningTasks = Meter.CreateGauge<double>("executor.running_tasks");
    public static readonly Gauge<double> PoolOpenSlots = Meter.CreateGauge<double>("pool.open_slots");
    public static readonly Gauge<double> PoolQueuedSlots = Meter.CreateGauge<double>("pool.queued_slots");
    public static readonly Gauge<double> PoolRunningSlots = Meter.CreateGauge<double>("pool.running_slots");
    public static readonly Gauge<double> PoolDeferredSlots = Meter.CreateGauge<double>("pool.deferred_slots");
    public static readonly Gauge<double> PoolScheduledSlots = Meter.CreateGauge<double>("pool.scheduled_slots");
    public static readonly Histogram<double> ParseDuration = Timer("dag_processing.last_duration");
    public static readonly Gauge<double> ImportErrors = Meter.CreateGauge<double>("dag_processing.import_errors");
    public static readonly Gauge<double> DagBagSize = Meter.CreateGauge<double>("dagbag_size");
    public static readonly Counter<long> AssetUpdates = Meter.CreateCounter<long>("asset.updates");
    public static readonly Counter<long> TriggersFailed = Meter.CreateCounter<long>("triggers.failed");
    public static readonly Counter<long> TriggersSucceeded = Meter.CreateCounter<long>("triggers.succeeded");
    public static readonly Gauge<double> TriggersRunning = Meter.CreateGauge<double>("triggers.running");
    public static readonly Gauge<double> TriggererCapacityLeft = Meter.CreateGauge<double>("triggerer.capacity_left");
    private static readonly Counter<long> SchedulerJobStart = Meter.CreateCounter<long>("schedulerjob_start");
    private static readonly Counter<long> SchedulerJobEnd = Meter.CreateCounter<long>("schedulerjob_end");
    private static readonly Counter<long> SchedulerJobFailure = Meter.CreateCounter<long>("schedulerjob_heartbeat_failure");
    private static readonly Counter<long> DagProcessorJobStart = Meter.CreateCounter<long>("dagprocessorjob_start");
    private static readonly Counter<long> DagProcessorJobEnd = Meter.CreateCounter<long>("dagprocessorjob_end");
    private static readonly Counter<long> DagProcessorJobFailure = Meter.CreateCounter<long>("dagprocessorjob_heartbeat_failure");
    private static readonly Counter<long> TriggererJobStart = Meter.CreateCounter<long>("triggererjob_start");
    private static readonly Counter<long> TriggererJobEnd = Meter.CreateCounter<long>("triggererjob_end");
    private static readonly Counter<long> TriggererJobFailure = Meter.CreateCounter<long>("triggererjob_heartbeat_failure");

    public static void JobStarted(string jobType) => Of(jobType, SchedulerJobStart, DagProcessorJobStart, TriggererJobStart)?.Add(1);

    public static void JobEnded(string jobType) => Of(jobType, SchedulerJobEnd, DagProcessorJobEnd, TriggererJobEnd)?.Add(1);

    public static void JobBeat(string jobType) => Of(jobType, SchedulerHeartbeat, DagProcessorHeartbeat, TriggererHeartbeat)?.Add(1);

    public static void JobSilent(string jobType) => Of(jobType, SchedulerJobFailure, DagProcessorJobFailure, TriggererJobFailure)?.Add(1);

    /// <summary>A try was claimed.</summary>
    public static void Started(TaskInstance row, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(row);
        var tags = Tags(row.Key);
        TryStarts.Add(1, tags);
        if (row.QueuedAt is { } queued)
        {
            TaskQueuedDuration.Record((now - queued).TotalMilliseconds, tags);
            if (row.ScheduledAt is { } scheduled && queued >= scheduled)
            {
                TaskScheduledDuration.Record((queued - scheduled).TotalMilliseconds, tags);
            }
        }
    }

    /// <summary>The end of a try was stored.</summary>
    /// <param name="operatorName">Its operator, where it is known.</param>
    public static void Finished(TaskInstanceKey key, TryOutcome outcome, string? operatorName)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var tags = Tags(key);
        var withState = tags;
        withState.Add("state", outcome.State.Name());
        TryFinishes.Add(1, withState);
        if (outcome.State is TaskState.Failed or TaskState.UpForRetry)
        {
            TryFailures.Add(1, tags);
            OperatorFailures.Add(1, Operator(key, operatorName));
        }
        else if (outcome.State == TaskState.Success)
        {
            TrySuccesses.Add(1, tags);
            OperatorSuccesses.Add(1, Operator(key, operatorName));
            AssetUpdates.Add(outcome.AssetUpdates.Count);
        }

        if (outcome.StartDate is { } start)
        {
            TaskDuration.Record((outcome.EndDate - start).TotalMilliseconds, tags);
        }
    }

    /// <summary>A run ended.</summary>
    /// <param name="firstStart">When the first of its tasks started; null: none did.</param>
    public static void Ended(DagRun run, RunState state, DateTimeOffset at, DateTimeOffset? firstStart)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.StartDate is { } start)
        {
            (state == RunState.Success ? RunDurationSuccess : RunDurationFailed).Record((at - start).TotalMilliseconds, Run(run));
            if (run.RunType == RunType.Scheduled)
            {
                RunScheduleDelay.Record((start - run.RunAfter).TotalMilliseconds, Run(run));
                if (firstStart is { } first)
                {
                    FirstTaskDelay.Record((first - run.RunAfter).TotalMilliseconds, Run(run));
                }
            }
        }
    }

    private static TagList Tags(TaskInstanceKey key) => new() { { "dag_id", key.DagId }, { "task_id", key.TaskId } };

    private static TagList Operator(TaskInstanceKey key, string? operatorName)
    {
        var tags = Tags(key);
        tags.Add("operator_name", operatorName ?? "");
        return tags;
    }

    private static TagList Run(DagRun run) => new() { { "dag_id", run.DagId }, { "run_type", run.RunType.Name() } };

    private static Histogram<double> Timer(string name) => Meter.CreateHistogram<double>(name, "ms");

    private static Counter<long>? Of(string jobType, Counter<long> scheduler, Counter<long> processor, Counter<long> triggerer) => jobType switch
    {
        "SchedulerJob" => scheduler,
        "DagProcessorJob" => processor,
        "TriggererJob" => triggerer,
        _ => null,
    };
}
