using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Airflow.Celery.Messages;
using Airflow.Celery.Workers;

namespace Airflow.Celery.Control;

/// <summary>What inspect stats tells of a worker.</summary>
internal static class WorkerStats
{
    public static JsonObject Of(CeleryWorker worker)
    {
        var stats = new JsonObject
        {
            ["total"] = worker.Handled > 0 ? new JsonObject { [WorkloadMessage.TaskName] = worker.Handled } : [],
            ["pid"] = Environment.ProcessId,
            ["clock"] = worker.Lamport.Value.ToString(CultureInfo.InvariantCulture),
            ["uptime"] = (long)(worker.Now - worker.StartedAt).TotalSeconds,
            ["pool"] = new JsonObject
            {
                ["implementation"] = "airflow.net:TaskPool",
                ["max-concurrency"] = worker.Slots.Limit,
                ["processes"] = new JsonArray([.. worker.Tries.Where(one => one.Pid > 0).Select(one => JsonValue.Create(one.Pid))]),
                ["max-tasks-per-child"] = "N/A",
                ["put-guarded-by-semaphore"] = false,
                ["timeouts"] = new JsonArray(0, 0),
                ["writes"] = "N/A",
            },
            ["broker"] = Broker(worker.Broker),
            ["prefetch_count"] = worker.Slots.Limit,
            ["rusage"] = Usage(),
        };
        if (worker.Options.Autoscale is not null)
        {
            stats["autoscaler"] = new JsonObject { ["max"] = worker.Slots.Limit, ["min"] = worker.Slots.Fewest, ["current"] = Math.Max(worker.Slots.Used, worker.Slots.Fewest), ["qty"] = worker.Tries.Count };
        }

        return stats;
    }

    private static JsonObject Broker(Brokers.BrokerAddress address) => new()
    {
        ["hostname"] = address.Host,
        ["userid"] = address.User,
        ["virtual_host"] = address.VirtualHost,
        ["port"] = address.Port,
        ["insist"] = false,
        ["ssl"] = address.IsTls,
        ["transport"] = address.Transport,
        ["connect_timeout"] = 4,
        ["transport_options"] = new JsonObject(),
        ["login_method"] = null,
        ["uri_prefix"] = null,
        ["heartbeat"] = CeleryJson.Float(20),
        ["failover_strategy"] = "round-robin",
        ["alternates"] = new JsonArray(),
    };

    private static JsonObject Usage()
    {
        using var process = Process.GetCurrentProcess();
        return new JsonObject
        {
            ["utime"] = CeleryJson.Float(process.UserProcessorTime.TotalSeconds),
            ["stime"] = CeleryJson.Float(process.PrivilegedProcessorTime.TotalSeconds),
            ["maxrss"] = process.PeakWorkingSet64 / 1024,
        };
    }
}
