using System.Collections.Concurrent;
using System.Threading.Channels;
using Airflow.Celery.Messages;
using Airflow.Celery.Workers;

namespace Airflow.Celery.Tests.Harness;

/// <summary>Runs nothing: a test decides when a try is claimed and when it ends. Who claims a try first has it, as in the database.</summary>
internal sealed class FakeRunner(ConcurrentDictionary<Guid, string> claims, string name = "worker") : IWorkloadRunner
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> stops = new();

    /// <summary>Tries that reached the runner, in order.</summary>
    public Channel<ReceivedWorkload> Received { get; } = Channel.CreateUnbounded<ReceivedWorkload>();

    public Channel<Guid> Refused { get; } = Channel.CreateUnbounded<Guid>();

    /// <summary>Holds tries up before their claim.</summary>
    public TaskCompletionSource Claiming { get; set; } = Done();

    /// <summary>Holds tries up while they run.</summary>
    public TaskCompletionSource Running { get; set; } = Done();

    public int AtOnce { get; private set; }

    public int MostAtOnce { get; private set; }

    public static TaskCompletionSource Held() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<WorkloadEnd> RunAsync(ReceivedWorkload workload, Func<int, Task> claimed, CancellationToken cancellationToken)
    {
        var id = workload.Workload.Id;
        lock (Received)
        {
            AtOnce++;
            MostAtOnce = Math.Max(MostAtOnce, AtOnce);
        }

        try
        {
            await Received.Writer.WriteAsync(workload, CancellationToken.None);
            await Claiming.Task.WaitAsync(cancellationToken);
            if (!claims.TryAdd(id, name))
            {
                await Refused.Writer.WriteAsync(id, CancellationToken.None);
                return WorkloadEnd.Refused("it is claimed");
            }

            var stop = stops[id] = Held();
            await claimed(4711);
            await Task.WhenAny(Running.Task, stop.Task, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken));
            return WorkloadEnd.Done;
        }
        finally
        {
            lock (Received)
            {
                AtOnce--;
            }
        }
    }

    public void Stop(Guid id)
    {
        if (stops.TryGetValue(id, out var stop))
        {
            stop.TrySetResult();
        }
    }

    private static TaskCompletionSource Done()
    {
        var done = Held();
        done.SetResult();
        return done;
    }
}
