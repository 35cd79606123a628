using System.Text.Json.Nodes;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Flower.State;

/// <summary>All workers and the newest tasks, from the events that they send; kept in memory, and bounded.</summary>
internal sealed class ClusterState(int maxTasks, int maxWorkers, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SeenTask> tasks = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private readonly Dictionary<string, SeenWorker> workers = new(StringComparer.Ordinal);
    private readonly SortedSet<string> names = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (gate)
            {
                return changed.Task;
            }
        }
    }

    public IReadOnlyList<SeenTask> Tasks
    {
        get
        {
            lock (gate)
            {
                return [.. tasks.Values];
            }
        }
    }

    public IReadOnlyList<SeenWorker> Workers
    {
        get
        {
            lock (gate)
            {
                return [.. workers.Values.OrderBy(static worker => worker.Name, StringComparer.Ordinal)];
            }
        }
    }

    public IReadOnlyList<string> TaskNames
    {
        get
        {
            lock (gate)
            {
                return [.. names];
            }
        }
    }

    public SeenTask? FindTask(string id)
    {
        lock (gate)
        {
            return tasks.GetValueOrDefault(id);
        }
    }

    public SeenWorker? FindWorker(string name)
    {
        lock (gate)
        {
            return workers.GetValueOrDefault(name);
        }
    }

    /// <summary>Takes in an event; answers the task that it is about as it is now. Events without a type or a sender are ignored.</summary>
    public SeenTask? Apply(JsonObject fields)
    {
        if (CeleryJson.Text(fields, "type") is not { } type || type.IndexOf('-', StringComparison.Ordinal) is not (> 0 and var dash) || CeleryJson.Text(fields, "hostname") is not { } hostname)
        {
            return null;
        }

        lock (gate)
        {
            var subject = type[(dash + 1)..];
            var task = type[..dash] switch
            {
                "task" => ApplyTask(subject, fields, hostname),
                "worker" => ApplyWorker(subject, fields, hostname),
                _ => null,
            };
            if (subject != "sent" && workers.TryGetValue(hostname, out var worker))
            {
                workers[hostname] = worker with { Counts = worker.Counts.SetItem(type, worker.Count(type) + 1) };
            }

            changed.TrySetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return task;
        }
    }

    /// <summary>Forgets workers that were last heard so long ago.</summary>
    public void Purge(TimeSpan age)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            foreach (var worker in workers.Values.Where(worker => !worker.IsAlive(now) && LastSign(worker) + age < now).ToList())
            {
                workers.Remove(worker.Name);
            }
        }
    }

    private static DateTimeOffset LastSign(SeenWorker worker) =>
        worker.HeardAt ?? (worker.Heartbeats is [.., var last] ? DateTimeOffset.UnixEpoch.AddSeconds(last) : DateTimeOffset.MinValue);

    private SeenTask? ApplyTask(string subject, JsonObject fields, string hostname)
    {
        if (CeleryJson.Text(fields, "uuid") is not { } id)
        {
            return null;
        }

        if (!tasks.TryGetValue(id, out var task))
        {
            Forget();
            task = new SeenTask(id);
            order.Enqueue(id);
        }

        task = tasks[id] = TaskEvents.Apply(task, subject, fields, hostname);
        if (subject != "sent" && FindOrAdd(hostname) is { } worker)
        {
            workers[hostname] = worker.Beat(CeleryJson.Number(fields["timestamp"]) ?? 0, clock.GetUtcNow());
        }

        if (task.Name is { } name)
        {
            names.Add(name);
        }

        if (task.ParentId is { } parentId && tasks.TryGetValue(parentId, out var parent) && parentId != id && !parent.Children.Contains(id, StringComparer.Ordinal))
        {
            tasks[parentId] = parent with { Children = [.. parent.Children, id] };
        }

        return task;
    }

    private SeenTask? ApplyWorker(string subject, JsonObject fields, string hostname)
    {
        if (FindOrAdd(hostname) is not { } worker)
        {
            return null;
        }

        worker = worker with
        {
            Pid = (long?)CeleryJson.Number(fields["pid"]) ?? worker.Pid,
            Frequency = CeleryJson.Number(fields["freq"]) is > 0 and var freq ? freq : worker.Frequency,
            Clock = (long?)CeleryJson.Number(fields["clock"]) ?? worker.Clock,
            Active = (long?)CeleryJson.Number(fields["active"]) ?? worker.Active,
            Processed = (long?)CeleryJson.Number(fields["processed"]) ?? worker.Processed,
            LoadAverage = fields["loadavg"] is JsonArray load ? [.. load.Select(static one => CeleryJson.Number(one) ?? 0)] : worker.LoadAverage,
            SoftwareName = CeleryJson.Text(fields, "sw_ident") ?? worker.SoftwareName,
            SoftwareVersion = CeleryJson.Text(fields, "sw_ver") ?? worker.SoftwareVersion,
            SoftwareSystem = CeleryJson.Text(fields, "sw_sys") ?? worker.SoftwareSystem,
        };
        var now = clock.GetUtcNow();
        workers[hostname] = subject == "offline" ? worker with { HeardAt = null, Active = 0 } : worker.Beat(CeleryTime.Seconds(now), now);
        return null;
    }

    private SeenWorker? FindOrAdd(string name)
    {
        if (!workers.TryGetValue(name, out var worker) && workers.Count < maxWorkers)
        {
            worker = workers[name] = new SeenWorker(name);
        }

        return worker;
    }

    private void Forget()
    {
        while (tasks.Count >= maxTasks && order.TryDequeue(out var oldest))
        {
            tasks.Remove(oldest);
        }
    }
}
