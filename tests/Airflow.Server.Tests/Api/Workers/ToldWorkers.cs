using Airflow.Engine;
using Airflow.Engine.Coordination;

namespace Airflow.Server.Tests.Api.Workers;

/// <summary>Notes what workers are told; refuses or keeps silent when asked to.</summary>
internal sealed class ToldWorkers : IWorkerControl
{
    public List<string> Told { get; } = [];

    public AirflowException? Failure { get; set; }

    public Task DrainAsync(string worker, CancellationToken cancellationToken) => NoteAsync($"drain {worker}");

    public Task ResumeAsync(string worker, CancellationToken cancellationToken) => NoteAsync($"resume {worker}");

    public Task ResizeAsync(string worker, int slots, CancellationToken cancellationToken) => NoteAsync($"resize {worker} {slots}");

    public Task AddQueueAsync(string worker, string queue, CancellationToken cancellationToken) => NoteAsync($"add {worker} {queue}");

    public Task RemoveQueueAsync(string worker, string queue, CancellationToken cancellationToken) => NoteAsync($"remove {worker} {queue}");

    public Task ShutDownAsync(string worker, CancellationToken cancellationToken) => NoteAsync($"shutdown {worker}");

    public Task RevokeAsync(string worker, Guid id, bool terminate, CancellationToken cancellationToken) => NoteAsync($"revoke {worker} {id} {terminate}");

    private Task NoteAsync(string what)
    {
        if (Failure is { } failure)
        {
            throw failure;
        }

        Told.Add(what);
        return Task.CompletedTask;
    }
}
