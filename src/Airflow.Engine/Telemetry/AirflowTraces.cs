using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Telemetry;

/// <summary>
/// One trace for each run, one span for each try. Their ids follow from the run and from the try, so that whoever ends either knows them,
/// whatever process began it; exporters subscribe to the source.
/// </summary>
public static class AirflowTraces
{
    /// <summary>The name of what is written to <see cref="Source"/>: a <see cref="FinishedSpan"/>.</summary>
    public const string Span = "span";

    private const int TraceIdLength = 16;
    private const int SpanIdLength = 8;

    public static readonly DiagnosticListener Source = new("Airflow.Traces");

    /// <summary>Whether somebody wants spans.</summary>
    public static bool IsOn => Source.IsEnabled(Span);

    /// <summary>The context that a try of this run carries, as W3C's traceparent; null when nobody wants spans.</summary>
    public static string? ParentOf(DagRun? run, Guid tryId)
    {
        if (run is null || !IsOn)
        {
            return null;
        }

        var ids = IdsOf(run);
        return $"00-{Hex(ids, 0, TraceIdLength)}-{SpanIdOf(tryId)}-01";
    }

    /// <summary>A run ended: its span, the root of the trace.</summary>
    public static void Ended(DagRun run, RunState state, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!IsOn)
        {
            return;
        }

        var ids = IdsOf(run);
        Source.Write(Span, new FinishedSpan
        {
            TraceId = Hex(ids, 0, TraceIdLength),
            SpanId = Hex(ids, TraceIdLength, SpanIdLength),
            Name = $"dag_run.{run.DagId}",
            Start = run.StartDate ?? run.QueuedAt ?? run.RunAfter,
            End = at,
            IsError = state == RunState.Failed,
            Attributes =
            [
                new("airflow.dag_run.dag_id", run.DagId), new("airflow.dag_run.run_id", run.RunId), new("airflow.dag_run.run_type", run.RunType.Name()),
                new("airflow.dag_run.state", state.Name()),
            ],
        });
    }

    /// <summary>A try ended: its span, a child of the run's.</summary>
    public static void Finished(TaskWorkload workload, TryOutcome outcome, DagRun? run)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(outcome);
        if (!IsOn || run is null)
        {
            return;
        }

        var ids = IdsOf(run);
        Source.Write(Span, new FinishedSpan
        {
            TraceId = Hex(ids, 0, TraceIdLength),
            SpanId = SpanIdOf(workload.Id),
            ParentSpanId = Hex(ids, TraceIdLength, SpanIdLength),
            Name = $"task_run.{workload.Key.TaskId}",
            Start = outcome.StartDate ?? outcome.EndDate,
            End = outcome.EndDate,
            IsError = outcome.State is TaskState.Failed or TaskState.UpForRetry,
            Message = outcome.Reason,
            Attributes =
            [
                new("airflow.task_instance.dag_id", workload.Key.DagId), new("airflow.task_instance.run_id", workload.Key.RunId),
                new("airflow.task_instance.task_id", workload.Key.TaskId), new("airflow.task_instance.map_index", workload.Key.MapIndex),
                new("airflow.task_instance.try_number", workload.TryNumber), new("airflow.task_instance.state", outcome.State.Name() ?? "none"),
                new("airflow.task_instance.queue", workload.Queue), new("airflow.task_instance.hostname", outcome.Worker?.Hostname ?? ""),
            ],
        });
    }

    /// <summary>The time at which it was queued tells a run apart from one of the same name elsewhere, or before it was cleared.</summary>
    private static byte[] IdsOf(DagRun run) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{run.DagId}\n{run.RunId}\n{run.Id}\n{(run.QueuedAt ?? run.RunAfter).UtcTicks / TimeSpan.TicksPerMillisecond}")));

    private static string SpanIdOf(Guid tryId) => Hex(SHA256.HashData(tryId.ToByteArray()), 0, SpanIdLength);

    private static string Hex(byte[] bytes, int begin, int length) => Convert.ToHexStringLower(bytes, begin, length);
}
