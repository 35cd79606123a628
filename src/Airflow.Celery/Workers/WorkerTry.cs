using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Workers;

/// <summary>A message that a worker took, from then until its try has ended.</summary>
internal sealed class WorkerTry(BrokerDelivery delivery, TaskMessage message, ReceivedWorkload workload) : IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    public BrokerDelivery Delivery { get; } = delivery;

    public TaskMessage Message { get; } = message;

    public ReceivedWorkload Workload { get; } = workload;

    /// <summary>When it was claimed.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    public int Pid { get; set; }

    public bool IsAcknowledged { get; set; }

    /// <summary>Somebody told to kill it.</summary>
    public bool IsTerminated { get; set; }

    /// <summary>Cancelled when it is to stop.</summary>
    public CancellationToken Stopping => stopping.Token;

    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Has it stopped; nothing when it has ended already.</summary>
    public async Task StopAsync()
    {
        try
        {
            await stopping.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // it ended after the caller had seen it
            return;
        }
    }

    public void Dispose() => stopping.Dispose();
}
