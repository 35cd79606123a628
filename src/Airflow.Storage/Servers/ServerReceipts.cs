using System.Collections.Concurrent;

namespace Airflow.Storage.Servers;

/// <summary>
/// Tells whether a transaction was committed whose answer was lost. Each writes a row of its own name; who does it again writes the same
/// name, waits for the first where that is still at it, and finds the name taken when it was applied. The number of a transaction would
/// not do: after a crash PostgreSQL gives numbers of lost transactions to others.
/// </summary>
internal sealed class ServerReceipts(TimeProvider time)
{
    private const int MostForgotten = 64;

    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    // their answers have come, so nobody will ask for them again
    private readonly ConcurrentQueue<Guid> _answered = new();
    private int _isSwept;

    public Guid NewName() => Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>What a transaction begins with; the last statement changes nothing when an earlier attempt of that name was committed.</summary>
    public IReadOnlyList<ServerStep> Steps(Guid name)
    {
        var now = time.GetUtcNow();
        var steps = new List<ServerStep>();
        if (Interlocked.Exchange(ref _isSwept, 1) == 0)
        {
            // of processes that are gone
            steps.Add(new ServerStep(ServerReceiptSql.Sweep, ("before", now - Age)));
        }

        while (steps.Count < MostForgotten && _answered.TryDequeue(out var answered))
        {
            steps.Add(new ServerStep(ServerReceiptSql.Forget, ("id", answered)));
        }

        steps.Add(new ServerStep(ServerReceiptSql.Add, ("id", name), ("now", now)) { MinRows = 1 });
        return steps;
    }

    public void Answered(Guid name) => _answered.Enqueue(name);
}
