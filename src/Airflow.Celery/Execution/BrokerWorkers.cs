using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Control;
using Airflow.Engine.Coordination;

namespace Airflow.Celery.Execution;

/// <summary>
/// Workers of Airflow in Python, which do not tell of themselves as ours do: they are asked over the broker which queues they serve, and stored as workers,
/// so that no queue of theirs counts as served by nobody.
/// </summary>
public sealed class BrokerWorkers(IBroker broker, IWorkerStore workers, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(4);
    private readonly ControlClient client = new(broker, clock);
    private DateTimeOffset? askedAt;

    /// <summary>Asks when tries wait on a queue that none of our workers serves, every few seconds at most.</summary>
    /// <returns>How many such workers answered; null: nobody was asked.</returns>
    public async Task<int?> RefreshAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - askedAt < Interval)
        {
            return null;
        }

        var queued = await workers.CountQueuedAsync(cancellationToken);
        if (queued.Count == 0)
        {
            return null;
        }

        var own = (await workers.ListAsync(null, now - WorkerRecord.Silence, cancellationToken)).Where(static worker => worker.Id != IdOf(worker.Name)).ToList();
        if (queued.Keys.All(queue => own.Exists(worker => worker.Queues.Contains(queue, StringComparer.Ordinal))))
        {
            return null;
        }

        askedAt = now;
        var told = 0;
        foreach (var (name, answer) in await AskAsync(cancellationToken))
        {
            if (answer is JsonArray queues && !own.Exists(worker => worker.Name == name))
            {
                await workers.ReportAsync(Record(name, queues), cancellationToken);
                told++;
            }
        }

        return told;
    }

    private async Task<IReadOnlyDictionary<string, JsonNode?>> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.AskAsync(new ControlQuestion("active_queues"), [], ControlClient.DefaultTimeout, cancellationToken);
        }
        catch (BrokerException exception) when (exception.IsTransient)
        {
            // the executor says that the broker is away; nobody is heard until it is back
            return new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        }
    }

    private WorkerRecord Record(string name, JsonArray queues) => new()
    {
        Id = IdOf(name),
        Name = name,
        Hostname = name[(name.IndexOf('@', StringComparison.Ordinal) + 1)..],
        Pid = 0,
        Queues = [.. queues.Select(static queue => (string?)queue?["name"]).OfType<string>()],
        Capacity = 0,
        StartedAt = clock.GetUtcNow(),
        LatestHeartbeat = clock.GetUtcNow(),
    };

    // the same for every scheduler that hears of it
    private static Guid IdOf(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"celery worker {name}")).AsSpan(0, 16), bigEndian: true);
}
