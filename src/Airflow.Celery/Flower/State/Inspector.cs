using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Airflow.Celery.Control;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Flower.State;

/// <summary>Asks workers what events do not tell, and remembers their last answers.</summary>
internal sealed class Inspector(ControlClient control, TimeSpan timeout, TimeProvider clock)
{
    private static readonly ControlQuestion Queues = new("active_queues");

    private static readonly ControlQuestion[] Questions =
    [
        new("stats"), Queues, new("registered"), new("scheduled"), new("active", new JsonObject { ["safe"] = true }), new("reserved"), new("revoked"),
        new("conf", new JsonObject { ["with_defaults"] = false }),
    ];

    private readonly ConcurrentDictionary<string, WorkerInspection> inspections = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, WorkerInspection> All => inspections;

    public WorkerInspection? Find(string worker) => inspections.GetValueOrDefault(worker);

    /// <summary>Asks one worker, or all, for everything.</summary>
    public Task RefreshAsync(string? worker, CancellationToken cancellationToken) => AskAsync(Questions, worker, cancellationToken);

    /// <summary>Asks all workers for their queues only.</summary>
    public Task RefreshQueuesAsync(CancellationToken cancellationToken) => AskAsync([Queues], null, cancellationToken);

    private async Task AskAsync(ControlQuestion[] questions, string? worker, CancellationToken cancellationToken)
    {
        var replies = await control.AskAllAsync(questions, worker is null ? [] : [worker], timeout, cancellationToken);
        var now = CeleryTime.Seconds(clock.GetUtcNow());
        foreach (var (question, answers) in questions.Zip(replies))
        {
            foreach (var (node, answer) in answers)
            {
                if (answer is not null && !(answer is JsonObject map && map.ContainsKey("error")))
                {
                    inspections.AddOrUpdate(node, _ => Add(null, question.Method, answer, now), (_, old) => Add(old, question.Method, answer, now));
                }
            }
        }
    }

    private static WorkerInspection Add(WorkerInspection? old, string method, JsonNode answer, double now)
    {
        var answers = new Dictionary<string, JsonNode>(old?.Answers ?? new Dictionary<string, JsonNode>(StringComparer.Ordinal), StringComparer.Ordinal) { [method] = answer };
        return new WorkerInspection(answers, now);
    }
}
