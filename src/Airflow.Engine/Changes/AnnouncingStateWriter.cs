using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;

namespace Airflow.Engine.Changes;

/// <summary>
/// Tells the other processes that runs or task instances have changed, for those who show them to people: soon after a quiet time, and in a
/// storm of changes no more often than anybody could look. Never while its caller waits: a scheduler has work to hand over.
/// </summary>
public sealed class AnnouncingStateWriter(IStateWriter writer, IWakeSignal wake, TimeProvider clock) : IStateWriter
{
    /// <summary>The topic of the wake-up. Who moves work along has no need of it.</summary>
    public const string Topic = "changes";

    /// <summary>Long enough for the caller to go on, too short for people to see.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private int isPausing;
    private int isDue;

    public async Task<StateResult> WriteAsync(StateChange change, CancellationToken cancellationToken)
    {
        var result = await writer.WriteAsync(change, cancellationToken);
        if (result == StateResult.Applied)
        {
            Announce();
        }

        return result;
    }

    private void Announce()
    {
        Volatile.Write(ref isDue, 1);
        if (Interlocked.Exchange(ref isPausing, 1) == 0)
        {
            _ = TellAsync();
        }
    }

    private async Task TellAsync()
    {
        await Task.Delay(Lead, clock, CancellationToken.None);
        while (Interlocked.Exchange(ref isDue, 0) == 1)
        {
            wake.Wake(Topic);
            await Task.Delay(Pause, clock, CancellationToken.None);
        }

        Volatile.Write(ref isPausing, 0);

        // what came between the last look and the end of the pause
        if (Volatile.Read(ref isDue) == 1)
        {
            Announce();
        }
    }
}
