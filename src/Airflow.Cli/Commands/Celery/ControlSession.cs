using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Control;
using Airflow.Cli.Roles;
using Airflow.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Cli.Commands.Celery;

/// <summary>What a command has to do with workers: it asks them over the broker, no database is needed.</summary>
internal sealed class ControlSession : IAsyncDisposable
{
    /// <summary>How long a worker that is named is looked for.</summary>
    private static readonly TimeSpan FindPatience = TimeSpan.FromSeconds(3);

    private readonly IBroker _broker;
    private readonly ControlClient _client;
    private readonly CancellationToken _cancellationToken;

    public ControlSession(CommandContext context)
    {
        _broker = BrokerSettings.Open(context.Configuration, context.Clock, NullLoggerFactory.Instance);
        _client = new ControlClient(_broker, context.Clock);
        _cancellationToken = context.CancellationToken;
    }

    /// <summary>The queues of each worker that answers.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> QueuesAsync() => Queues(await AskAsync("active_queues", null, [], ControlClient.DefaultTimeout));

    private static Dictionary<string, IReadOnlyList<string>> Queues(IReadOnlyDictionary<string, JsonNode?> answers) =>
        answers
            .Where(static answer => answer.Value is JsonArray)
            .OrderBy(static answer => answer.Key, StringComparer.Ordinal)
            .ToDictionary(
                static answer => answer.Key,
                static IReadOnlyList<string> (answer) => [.. answer.Value!.AsArray().Select(static queue => queue?["name"]?.ToString() ?? "")],
                StringComparer.Ordinal);

    /// <summary>The worker that is meant, and its queues: typed as it is called, or without the celery@ that most names begin with.</summary>
    public async Task<(string Name, IReadOnlyList<string> Queues)> FindAsync(string typed)
    {
        string[] names = typed.Contains('@', StringComparison.Ordinal) ? [typed] : [typed, $"celery@{typed}"];

        // a busy worker may need longer than those who are only listed, and nobody waits longer than until it has answered
        var workers = Queues(await _client.AskAsync(
            new ControlQuestion("active_queues"), [], FindPatience, _cancellationToken, answers => Array.Exists(names, answers.ContainsKey)));
        if (Array.Find(names, workers.ContainsKey) is { } name)
        {
            return (name, workers[name]);
        }

        throw workers.Count == 0
            ? new AirflowException("no_workers", "Error: No active Celery workers found!")
            : new AirflowException("worker_unknown", $"Error: {typed} is unknown!");
    }

    public Task<IReadOnlyDictionary<string, JsonNode?>> AskAsync(string method, JsonObject? arguments, IReadOnlyCollection<string> destination, TimeSpan timeout) =>
        _client.AskAsync(new ControlQuestion(method, arguments), destination, timeout, _cancellationToken);

    public Task TellAsync(string method, IReadOnlyCollection<string> destination) => _client.TellAsync(new ControlQuestion(method), destination, _cancellationToken);

    /// <summary>Tells a worker about a queue; it answers when that is done.</summary>
    public async Task TellAboutQueueAsync(string method, string worker, string queue)
    {
        var answers = await AskAsync(method, new JsonObject { ["queue"] = queue }, [worker], ControlClient.NamedTimeout);
        if (!answers.TryGetValue(worker, out var answer))
        {
            throw new AirflowException("worker_silent", $"Error: {worker} did not answer within {ControlClient.NamedTimeout.TotalSeconds} s; look at its queues with: airflow celery list-workers");
        }

        if (answer?["error"] is { } error)
        {
            throw new AirflowException("worker_refused", $"Error: {worker}: {error}");
        }
    }

    public ValueTask DisposeAsync() => _broker.DisposeAsync();
}
