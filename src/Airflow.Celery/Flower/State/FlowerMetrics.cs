using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Airflow.Celery.Messages;
using Airflow.Engine;

namespace Airflow.Celery.Flower.State;

/// <summary>The figures that Prometheus fetches, under Flower's names.</summary>
internal sealed class FlowerMetrics(IReadOnlyList<double> buckets)
{
    /// <summary>The upper ends of the histogram's buckets when nobody says otherwise.</summary>
    public static readonly IReadOnlyList<double> DefaultBuckets = [.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10];

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, double> events = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double[]> runtimes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double> prefetchTimes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double> prefetched = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double> online = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double> executing = new(StringComparer.Ordinal);

    /// <summary>Counts an event.</summary>
    /// <param name="task">The task that it is about, as it is after it.</param>
    public void Observe(JsonObject fields, SeenTask? task)
    {
        if (CeleryJson.Text(fields, "type") is not { } type || CeleryJson.Text(fields, "hostname") is not { } worker)
        {
            return;
        }

        lock (gate)
        {
            if (task is not null)
            {
                ObserveTask(type, worker, task, CeleryJson.Number(fields["runtime"]));
            }
            else if (type is "worker-online" or "worker-heartbeat" or "worker-offline")
            {
                var labels = Labels(("worker", worker));
                online[labels] = type == "worker-offline" ? 0 : 1;
                if (CeleryJson.Number(fields["active"]) is { } active)
                {
                    executing[labels] = active;
                }
            }
        }
    }

    public string Render()
    {
        var text = new StringBuilder();
        lock (gate)
        {
            Write(text, "flower_events_total", "counter", "Events that came, by type.", events);
            Write(text, "flower_worker_prefetched_tasks", "gauge", "Tasks that a worker has received and not started.", prefetched);
            Write(text, "flower_task_prefetch_time_seconds", "gauge", "How long the last task waited in the worker before it was started.", prefetchTimes);
            Write(text, "flower_worker_online", "gauge", "1 for a worker that is there, else 0.", online);
            Write(text, "flower_worker_number_of_currently_executing_tasks", "gauge", "Tasks that a worker runs now.", executing);
            WriteRuntimes(text);
        }

        return text.ToString();
    }

    private void ObserveTask(string type, string worker, SeenTask task, double? runtime)
    {
        var name = task.Name ?? "";
        var labels = Labels(("task", name), ("worker", worker));
        Add(events, Labels(("task", name), ("type", type), ("worker", worker)), 1);
        if (runtime is > 0 and var seconds)
        {
            var counts = runtimes.TryGetValue(labels, out var known) ? known : runtimes[labels] = new double[buckets.Count + 2];
            counts[buckets.Count(limit => limit < seconds)]++;
            counts[^1] += seconds;
        }

        if (task.Eta is not null || task.Received is not { } received)
        {
            return;
        }

        switch (type)
        {
            case "task-received":
                Add(prefetched, labels, 1);
                break;
            case "task-started" when task.Started is { } started:
                prefetchTimes[labels] = started - received;
                Add(prefetched, labels, -1);
                break;
            case "task-succeeded" or "task-failed" when task.Started is not null:
                prefetchTimes[labels] = 0;
                break;
        }
    }

    private static void Add(SortedDictionary<string, double> series, string labels, double value) => series[labels] = series.GetValueOrDefault(labels) + value;

    private static string Labels(params (string Name, string Value)[] labels) =>
        string.Join(',', labels.Select(static label => $"{label.Name}=\"{Escape(label.Value)}\""));

    private static string Escape(string value) =>
        value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static void Write(StringBuilder text, string name, string kind, string help, SortedDictionary<string, double> series)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {kind}\n");
        foreach (var (labels, value) in series)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{{{labels}}} {PythonJson.WriteFloat(value)}\n");
        }
    }

    private void WriteRuntimes(StringBuilder text)
    {
        const string name = "flower_task_runtime_seconds";
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} How long tasks ran.\n# TYPE {name} histogram\n");
        foreach (var (labels, counts) in runtimes)
        {
            var total = 0.0;
            for (var at = 0; at <= buckets.Count; at++)
            {
                total += counts[at];
                var limit = at < buckets.Count ? PythonJson.WriteFloat(buckets[at]) : "+Inf";
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"{limit}\",{labels}}} {PythonJson.WriteFloat(total)}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{name}_count{{{labels}}} {PythonJson.WriteFloat(total)}\n{name}_sum{{{labels}}} {PythonJson.WriteFloat(counts[^1])}\n");
        }
    }
}
