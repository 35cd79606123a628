using Airflow.Runtime.Processes;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Child;

/// <summary>Ends the processes that a task has started and left running.</summary>
internal static class Leftovers
{
    private const int Rounds = 200;
    private const int RoundsPerKill = 20;

    public static void Kill(Guid mark, ChildLog log)
    {
        // one system call; nearly every task ends here. Orphans are seen as well: they became children of this process
        if (!ChildReaper.HasChildren())
        {
            return;
        }
        var killed = new HashSet<int>();
        for (var round = 0; round < Rounds && ChildReaper.HasChildren(); round++)
        {
            // again and again: a process that is just becoming another program has no environment to be found by
            if (round % RoundsPerKill == 0)
            {
                killed.UnionWith(ProcessTree.KillMarked(mark));
            }
            if (!ChildReaper.ReapAny())
            {
                Thread.Sleep(1);
            }
        }
        if (killed.Count > 0)
        {
            log.Write(LogLevel.Warning, "task", $"The task left {killed.Count} process(es) running; they were killed.");
        }
    }
}
